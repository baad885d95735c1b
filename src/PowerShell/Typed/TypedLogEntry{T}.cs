using System.Text.Json;

namespace Ledgerline.PowerShell.Typed;

/// <summary>One entry of a log of records, with the record itself.</summary>
/// <typeparam name="TEvent">The record.</typeparam>
public sealed class TypedLogEntry<TEvent> : TypedLogEntry, IRecordHolder<TEvent>
{
    private readonly LogDefinition<TEvent> _definition;

    internal TypedLogEntry(in LogEntry<TEvent> entry, RecordLog<TEvent> log)
        : base(entry.Seq, entry.Timestamp, log.Key, log.Project, log.Root)
    {
        _definition = log.Definition;
        Data = entry.Data;
    }

    /// <summary>What was appended.</summary>
    public TEvent Data { get; }

    /// <inheritdoc/>
    public override string ToJson() => JsonSerializer.Serialize(Data, _definition.TypeInfo);
}
