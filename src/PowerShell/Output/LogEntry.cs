using System.Globalization;
using Ledgerline.PowerShell.Json;

namespace Ledgerline.PowerShell;

/// <summary>One entry of a log, as cmdlets put it into the pipeline.</summary>
public sealed class LogEntry
{
    internal LogEntry(in LogEntry<JsonPayload> entry, PSObjectJsonReader reader)
    {
        Seq = entry.Seq;
        Timestamp = entry.Timestamp;
        Data = reader.Read(entry.Data.Utf8.Span);
    }

    /// <summary>The entry's number: 1 for the log's first entry ever, rising by one for ever.</summary>
    public long Seq { get; }

    /// <summary>When the entry was appended, UTC, in whole milliseconds.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>
    /// What was appended: a PSCustomObject for a JSON object, an object array for an array, otherwise a string, a
    /// number, a Boolean, null or, where it was asked for, a time.
    /// </summary>
    public object? Data { get; }

    /// <summary>The data as JSON, on one line.</summary>
    public string ToJson() => PSObjectJsonWriter.Write(Data, PSObjectJsonReader.MaxDepth).ToString();

    /// <summary>The data as JSON.</summary>
    /// <param name="indented">Whether each member and item has a line of its own.</param>
    public string ToJson(bool indented) => indented ? JsonIndent.Indent(ToJson()) : ToJson();

    /// <summary>The number and the time.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seq} {Timestamp:O}");
}
