namespace Ledgerline;

/// <summary>A cursor stands beyond the log's end, or on an entry that was taken back after a failed flush.</summary>
public sealed class LogRewoundException : LedgerlineException
{
    /// <summary>Describes where the cursor and the log stand.</summary>
    /// <param name="log">The file, or the driver's name for the log.</param>
    /// <param name="sinceSeq">The cursor: the last number that the reader had seen.</param>
    /// <param name="lastSeq">The log's last number.</param>
    public LogRewoundException(string log, long sinceSeq, long lastSeq)
        : base($"The reader stands at {sinceSeq}, which {log} does not hold or no longer holds as it was read: its last entry is {lastSeq}. The log was replaced, restored, or lost entries that were not yet acknowledged. Read again from a number that is known to be shared, or from 0.")
    {
        SinceSeq = sinceSeq;
        LastSeq = lastSeq;
    }

    /// <summary>The cursor: the last number that the reader had seen.</summary>
    public long SinceSeq { get; }

    /// <summary>The log's last number.</summary>
    public long LastSeq { get; }
}
