using System.ComponentModel;
using Ledgerline.PowerShell.Documents;

namespace Ledgerline.PowerShell.Typed;

/// <summary>What the cmdlets share that read documents of a record.</summary>
/// <typeparam name="T">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecordGetterCmdlet<T> : RecordSelectionCmdlet<T>
{
    /// <inheritdoc/>
    private protected sealed override bool Process(DocumentPlace place, JsonKv<T> documents, string key) =>
        PassOn(documents, key, found => new TypedDocument<T>(place, key, found.ETag, found.Value, Documents.TypeInfo));
}
