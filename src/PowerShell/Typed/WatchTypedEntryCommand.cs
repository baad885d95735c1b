using System.ComponentModel;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Replays a record's log and follows it. Derived from by generated code.</summary>
/// <typeparam name="TEvent">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WatchTypedEntryCommand<TEvent> : EntryWatcherCmdlet<TEvent>, IRecordLogCmdlet
{
    private RecordLog<TEvent>? _log;

    string? IRecordCmdlet.PersistedName => Definition.Name;

    /// <summary>How the record is stored.</summary>
    protected abstract LogDefinition<TEvent> Definition { get; }

    /// <inheritdoc/>
    private protected sealed override string LogName => Definition.Name;

    /// <inheritdoc/>
    private protected sealed override AppendLog<TEvent> OpenLog(Project project, string? key) =>
        (_log = new RecordLog<TEvent>(Definition, ResolveRoot(Root), project, key)).Log;

    /// <inheritdoc/>
    private protected sealed override object ToOutput(in LogEntry<TEvent> entry) => new TypedLogEntry<TEvent>(entry, _log!);
}
