using System.ComponentModel;
using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Reads the entries of a record's log. Derived from by generated code.</summary>
/// <typeparam name="TEvent">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GetTypedEntryCommand<TEvent> : EntryGetterCmdlet<TEvent>, IRecordLogCmdlet
{
    private RecordLog<TEvent>? _log;

    /// <summary>The project's id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectId")]
    [ValidateStorageName("project id")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string Project { get; set; } = "";

    string? IRecordCmdlet.PersistedName => Definition.Name;

    /// <summary>How the record is stored.</summary>
    protected abstract LogDefinition<TEvent> Definition { get; }

    /// <inheritdoc/>
    private protected sealed override string LogName => Definition.Name;

    /// <inheritdoc/>
    private protected sealed override void GetEntries() => ReadLog(Project);

    /// <inheritdoc/>
    private protected sealed override AppendLog<TEvent> OpenLog(Project project, string? key) =>
        (_log = new RecordLog<TEvent>(Definition, ResolveRoot(Root), project, key)).Log;

    /// <inheritdoc/>
    private protected sealed override object ToOutput(in LogEntry<TEvent> entry) => new TypedLogEntry<TEvent>(entry, _log!);
}
