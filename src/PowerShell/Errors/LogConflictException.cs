namespace Ledgerline.PowerShell.Errors;

/// <summary>A log has another last entry than a command was told to expect. Nothing of the batch was written.</summary>
internal sealed class LogConflictException(long expectedLastSeq, long actualLastSeq)
    : Exception(Describe(expectedLastSeq, actualLastSeq))
{
    public long ActualLastSeq { get; } = actualLastSeq;

    private static string Describe(long expected, long actual)
    {
        long since = actual > expected ? expected : 0;
        return $"The log's last entry is {actual}, and {expected} was expected. Nothing of this batch was written. Read what is there with Get-LogEntry -Since {since}, decide anew, and pass -ExpectedLastSeq {actual}.";
    }
}
