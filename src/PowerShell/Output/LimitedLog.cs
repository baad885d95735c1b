using Ledgerline.PowerShell.Logs;

namespace Ledgerline.PowerShell;

/// <summary>What a truncation removed from a log, and what it left.</summary>
public sealed class LimitedLog : LogObject
{
    internal LimitedLog(LogTarget log, long removed, LogInfo left)
        : base(log)
    {
        Removed = removed;
        FirstSeq = left.FirstSeq;
        LastSeq = left.LastSeq;
        Entries = left.Count;
    }

    /// <summary>The entries removed.</summary>
    public long Removed { get; }

    /// <summary>The first number kept; one above <see cref="LastSeq"/> where nothing is kept.</summary>
    public long FirstSeq { get; }

    /// <summary>The last number ever assigned.</summary>
    public long LastSeq { get; }

    /// <summary>How many entries are kept.</summary>
    public long Entries { get; }
}
