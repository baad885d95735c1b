namespace Ledgerline;

/// <summary>The outcome of an append that expected the log to be where the caller last saw it.</summary>
public abstract record TryAppendResult
{
    private TryAppendResult()
    {
    }

    /// <summary>The entries were appended.</summary>
    /// <param name="FirstSeq">The first entry's number.</param>
    /// <param name="LastSeq">The last entry's number.</param>
    public sealed record Appended(long FirstSeq, long LastSeq) : TryAppendResult;

    /// <summary>The log had moved on; nothing was written.</summary>
    /// <param name="ActualLastSeq">The log's last number.</param>
    public sealed record Conflict(long ActualLastSeq) : TryAppendResult;
}
