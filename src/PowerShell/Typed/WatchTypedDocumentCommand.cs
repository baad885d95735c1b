using System.ComponentModel;
using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Follows the changes to documents of a record. Derived from by generated code.</summary>
/// <typeparam name="T">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WatchTypedDocumentCommand<T> : DocumentWatcherCmdlet, IRecordDocumentCmdlet
{
    /// <summary>Only changes to these keys, or to those that match these patterns.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateStorageName("key", AllowWildcards = true)]
    [ArgumentCompleter(typeof(DocumentKeyCompleter))]
    public string[] Key { get; set; } = ["*"];

    string? IRecordCmdlet.PersistedName => SetName;

    /// <summary>How the record is stored.</summary>
    protected abstract KvDefinition<T> Definition { get; }

    /// <inheritdoc/>
    private protected sealed override string? SetName => Definition.Set;

    /// <inheritdoc/>
    private protected sealed override string[] Keys => Key;
}
