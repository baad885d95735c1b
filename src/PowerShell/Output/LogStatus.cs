using Ledgerline.PowerShell.Logs;

namespace Ledgerline.PowerShell;

/// <summary>The state of a log at one moment, as cmdlets put it into the pipeline.</summary>
public sealed class LogStatus : LogObject
{
    internal LogStatus(LogTarget log, LogInfo info)
        : base(log)
    {
        FirstSeq = info.FirstSeq;
        LastSeq = info.LastSeq;
        Entries = info.Count;
        SizeInBytes = info.SizeInBytes;
        FirstTimestamp = info.FirstTimestamp;
        LastTimestamp = info.LastTimestamp;
        IsCompleted = info.IsCompleted;
    }

    /// <summary>The first number kept; one above <see cref="LastSeq"/> where nothing is kept.</summary>
    public long FirstSeq { get; }

    /// <summary>The last number ever assigned; 0 where nothing was ever appended.</summary>
    public long LastSeq { get; }

    /// <summary>How many entries are kept; of numbers, where a repair gave up some among them.</summary>
    public long Entries { get; }

    /// <summary>The bytes that the kept entries occupy.</summary>
    public long SizeInBytes { get; }

    /// <summary>The first kept entry's time, UTC; null where nothing is kept.</summary>
    public DateTimeOffset? FirstTimestamp { get; }

    /// <summary>The last assigned time, UTC; null where nothing was ever appended.</summary>
    public DateTimeOffset? LastTimestamp { get; }

    /// <summary>Whether the log was sealed: it takes no more entries.</summary>
    public bool IsCompleted { get; }
}
