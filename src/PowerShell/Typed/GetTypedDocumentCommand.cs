using System.ComponentModel;
using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Reads documents of a record. Derived from by generated code.</summary>
/// <typeparam name="T">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GetTypedDocumentCommand<T> : RecordGetterCmdlet<T>
{
    /// <summary>The documents' keys, or patterns; without it all documents.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateStorageName("key", AllowWildcards = true)]
    [ArgumentCompleter(typeof(DocumentKeyCompleter))]
    public string[] Key { get; set; } = ["*"];

    /// <summary>How the record is stored.</summary>
    protected abstract KvDefinition<T> Definition { get; }

    /// <inheritdoc/>
    private protected sealed override KvDefinition<T> Documents => Definition;

    /// <inheritdoc/>
    private protected sealed override string[] Keys => Key;
}
