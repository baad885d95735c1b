using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary><c>Watch-JsonKv</c>: follows the changes to documents until Ctrl+C.</summary>
[Cmdlet(VerbsCommon.Watch, "JsonKv", DefaultParameterSetName = ProjectSet)]
[OutputType(typeof(LedgerDocumentChange))]
public sealed class WatchJsonKvCommand : DocumentWatcherCmdlet
{
    /// <summary>Only changes to these keys, or to those that match these patterns.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateStorageName("key", AllowWildcards = true)]
    [ArgumentCompleter(typeof(DocumentKeyCompleter))]
    public string[] Key { get; set; } = ["*"];

    /// <summary>The set's name; without it, and where it is empty, the documents that have no set.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ValidateStorageName("set name", AllowEmpty = true)]
    [ArgumentCompleter(typeof(DocumentSetCompleter))]
    public string? Set { get; set; }

    /// <inheritdoc/>
    private protected override string? SetName => Set;

    /// <inheritdoc/>
    private protected override string[] Keys => Key;
}
