using System.ComponentModel;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Follows the changes to the one document of a record. Derived from by generated code.</summary>
/// <typeparam name="T">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WatchPinnedDocumentCommand<T> : DocumentWatcherCmdlet
{
    /// <summary>How the record is stored.</summary>
    protected abstract DocumentDefinition<T> Definition { get; }

    /// <inheritdoc/>
    private protected sealed override string? SetName => Definition.Set;

    /// <inheritdoc/>
    private protected sealed override string[] Keys => [Definition.Key];
}
