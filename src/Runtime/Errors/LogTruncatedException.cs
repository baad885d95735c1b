namespace Ledgerline;

/// <summary>The entries that a cursor asked for next were removed by truncation.</summary>
public sealed class LogTruncatedException : LedgerlineException
{
    /// <summary>Describes the gap.</summary>
    /// <param name="log">The file, or the driver's name for the log.</param>
    /// <param name="sinceSeq">The cursor: the last number that the reader had seen.</param>
    /// <param name="firstSeq">The first number kept.</param>
    public LogTruncatedException(string log, long sinceSeq, long firstSeq)
        : base($"The entries {sinceSeq + 1} to {firstSeq - 1} of {log} were truncated: the reader stood at {sinceSeq}, the first entry kept is {firstSeq}. Go on from {firstSeq - 1}, start over from 0, or set OnSkipped to be told of gaps instead.")
    {
        SinceSeq = sinceSeq;
        FirstSeq = firstSeq;
    }

    /// <summary>The cursor: the last number that the reader had seen.</summary>
    public long SinceSeq { get; }

    /// <summary>The first number kept.</summary>
    public long FirstSeq { get; }
}
