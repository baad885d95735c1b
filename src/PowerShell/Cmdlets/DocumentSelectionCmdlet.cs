using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Documents;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary>The same for documents of no type, of whichever sets.</summary>
public abstract class DocumentSelectionCmdlet : DocumentSelectionCmdlet<JsonPayload>
{
    /// <summary>The set's name, or a pattern; without it, and where it is empty, the documents that have no set.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [SupportsWildcards]
    [ValidateStorageName("set name", AllowWildcards = true, AllowEmpty = true)]
    [ArgumentCompleter(typeof(DocumentSetCompleter))]
    public string? Set { get; set; }

    /// <inheritdoc/>
    private protected sealed override string? SetName => Set;

    /// <inheritdoc/>
    private protected sealed override string Remedy => $"{Reader} without -Key lists what is there; check -Set.";

    /// <inheritdoc/>
    private protected sealed override JsonKv<JsonPayload> Open(DocumentPlace place, IStorageDriver driver) => place.Open(driver);
}
