using System.ComponentModel;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Deletes the one document of a record. Derived from by generated code.</summary>
/// <typeparam name="T">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RemovePinnedDocumentCommand<T> : RecordRemoverCmdlet<T>
{
    /// <summary>How the record is stored.</summary>
    protected abstract DocumentDefinition<T> Definition { get; }

    /// <inheritdoc/>
    private protected sealed override KvDefinition<T> Documents => RecordDocuments.Of(Definition);

    /// <inheritdoc/>
    private protected sealed override string[] Keys => [Definition.Key];

    /// <inheritdoc/>
    private protected sealed override string Remedy => "Set" + Reader["Get".Length..] + " stores it.";
}
