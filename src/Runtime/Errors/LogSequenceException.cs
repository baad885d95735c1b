namespace Ledgerline;

/// <summary>Entries to import that carry their numbers are not the ones that come next. Nothing was written.</summary>
public sealed class LogSequenceException : LedgerlineException
{
    /// <summary>Describes what was expected.</summary>
    /// <param name="log">The file, or the driver's name for the log.</param>
    /// <param name="expectedSeq">The number that comes next.</param>
    /// <param name="actualSeq">The number that was to be imported instead.</param>
    public LogSequenceException(string log, long expectedSeq, long actualSeq)
        : base($"Entry {actualSeq} cannot be imported into {log}: the next one there is {expectedSeq}. Nothing of its batch was written. Go on with entry {expectedSeq}, import into a log that was never appended to, or append what was to be imported as new entries.")
    {
        ExpectedSeq = expectedSeq;
        ActualSeq = actualSeq;
    }

    /// <summary>The number that comes next.</summary>
    public long ExpectedSeq { get; }

    /// <summary>The number that was to be imported instead.</summary>
    public long ActualSeq { get; }
}
