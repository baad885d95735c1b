using System.ComponentModel;
using Ledgerline.PowerShell.Documents;

namespace Ledgerline.PowerShell.Typed;

/// <summary>What the cmdlets share that do something to documents of a record.</summary>
/// <typeparam name="T">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecordSelectionCmdlet<T> : DocumentSelectionCmdlet<T>, IRecordDocumentCmdlet
{
    string? IRecordCmdlet.PersistedName => Documents.Set;

    /// <summary>How the documents are stored.</summary>
    private protected abstract KvDefinition<T> Documents { get; }

    /// <inheritdoc/>
    private protected sealed override string? SetName => Documents.Set;

    /// <inheritdoc/>
    private protected sealed override JsonKv<T> Open(DocumentPlace place, IStorageDriver driver) => place.Open(driver, Documents);
}
