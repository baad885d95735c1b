using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Documents;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary><c>Get-JsonKv</c>: reads documents.</summary>
[Cmdlet(VerbsCommon.Get, "JsonKv", DefaultParameterSetName = ProjectSet)]
[OutputType(typeof(LedgerDocument))]
public sealed class GetJsonKvCommand : DocumentSelectionCmdlet
{
    /// <summary>The documents' keys, or patterns; without it all documents.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateStorageName("key", AllowWildcards = true)]
    [ArgumentCompleter(typeof(DocumentKeyCompleter))]
    public string[] Key { get; set; } = ["*"];

    /// <summary>Makes times of the strings in the data that are dates with a time.</summary>
    [Parameter]
    public SwitchParameter AsDateTime { get; set; }

    /// <inheritdoc/>
    private protected override string[] Keys => Key;

    /// <inheritdoc/>
    private protected override bool Process(DocumentPlace place, JsonKv<JsonPayload> documents, string key) =>
        PassOn(documents, key, found => new LedgerDocument(place, key, found.ETag, found.Value, AsDateTime));
}
