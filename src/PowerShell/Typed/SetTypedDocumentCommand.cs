using System.ComponentModel;
using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Stores documents of a record, with a parameter for each of the record's members. Derived from by generated code.</summary>
/// <typeparam name="T">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SetTypedDocumentCommand<T> : RecordSetterCmdlet<T>
{
    /// <summary>The document's key.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateStorageName("key")]
    [ArgumentCompleter(typeof(DocumentKeyCompleter))]
    public string Key { get; set; } = "";

    /// <summary>How the record is stored.</summary>
    protected abstract KvDefinition<T> Definition { get; }

    /// <inheritdoc/>
    private protected sealed override KvDefinition<T> Documents => Definition;

    /// <inheritdoc/>
    private protected sealed override string DocumentKey => Key;
}
