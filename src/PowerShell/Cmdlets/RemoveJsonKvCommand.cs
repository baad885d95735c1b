using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Documents;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary><c>Remove-JsonKv</c>: deletes documents.</summary>
[Cmdlet(VerbsCommon.Remove, "JsonKv", DefaultParameterSetName = ProjectSet, SupportsShouldProcess = true)]
public sealed class RemoveJsonKvCommand : DocumentSelectionCmdlet
{
    /// <summary>The documents' keys, or patterns.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateStorageName("key", AllowWildcards = true)]
    [ArgumentCompleter(typeof(DocumentKeyCompleter))]
    public string[] Key { get; set; } = [];

    /// <summary>Deletes only this version.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ETag")]
    [ValidateNotNullOrEmpty]
    public string? IfMatch { get; set; }

    /// <inheritdoc/>
    private protected override string[] Keys => Key;

    /// <inheritdoc/>
    private protected override bool Process(DocumentPlace place, JsonKv<JsonPayload> documents, string key) =>
        Remove(place, documents, key, IfMatch);
}
