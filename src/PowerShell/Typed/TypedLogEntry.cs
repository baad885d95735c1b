using System.Globalization;

namespace Ledgerline.PowerShell.Typed;

/// <summary>One entry of a log of records, as generated cmdlets put it into the pipeline.</summary>
public abstract class TypedLogEntry
{
    private protected TypedLogEntry(long seq, DateTimeOffset timestamp, string? key, string project, string root)
    {
        Seq = seq;
        Timestamp = timestamp;
        Key = key;
        Project = project;
        Root = root;
    }

    /// <summary>The entry's number: 1 for the log's first entry ever, rising by one for ever.</summary>
    public long Seq { get; }

    /// <summary>When the entry was appended, UTC, in whole milliseconds.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>Which of the record's logs it is of; null for the one without a key.</summary>
    public string? Key { get; }

    /// <summary>The project's id.</summary>
    public string Project { get; }

    /// <summary>The directory that holds the project.</summary>
    public string Root { get; }

    /// <summary>The record as JSON, on one line.</summary>
    public abstract string ToJson();

    /// <summary>The number and the time.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seq} {Timestamp:O}");
}
