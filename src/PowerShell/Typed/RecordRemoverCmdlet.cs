using System.ComponentModel;
using System.Management.Automation;
using Ledgerline.PowerShell.Documents;

namespace Ledgerline.PowerShell.Typed;

/// <summary>What the cmdlets share that delete documents of a record.</summary>
/// <typeparam name="T">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecordRemoverCmdlet<T> : RecordSelectionCmdlet<T>
{
    /// <summary>Deletes only this version.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ETag")]
    [ValidateNotNullOrEmpty]
    public string? IfMatch { get; set; }

    /// <inheritdoc/>
    private protected sealed override bool Process(DocumentPlace place, JsonKv<T> documents, string key) =>
        Remove(place, documents, key, IfMatch);
}
