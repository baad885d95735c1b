namespace Ledgerline;

/// <summary>The log was sealed; it takes no more entries.</summary>
public sealed class LogCompletedException : LedgerlineException
{
    /// <summary>Names the log.</summary>
    /// <param name="log">The file, or the driver's name for the log.</param>
    /// <param name="lastSeq">Its last number.</param>
    public LogCompletedException(string log, long lastSeq)
        : base($"The log {log} was completed at {lastSeq} and takes no more entries. Append to another log.")
    {
        LastSeq = lastSeq;
    }

    /// <summary>The log's last number.</summary>
    public long LastSeq { get; }
}
