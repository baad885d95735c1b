using System.ComponentModel;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Stores the one document of a record, with a parameter for each of the record's members. Derived from by generated code.</summary>
/// <typeparam name="T">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SetPinnedDocumentCommand<T> : RecordSetterCmdlet<T>
{
    /// <summary>How the record is stored.</summary>
    protected abstract DocumentDefinition<T> Definition { get; }

    /// <inheritdoc/>
    private protected sealed override KvDefinition<T> Documents => RecordDocuments.Of(Definition);

    /// <inheritdoc/>
    private protected sealed override string DocumentKey => Definition.Key;
}
