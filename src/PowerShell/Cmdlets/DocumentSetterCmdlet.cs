using System.Management.Automation;
using Ledgerline.PowerShell.Conditions;
using Ledgerline.PowerShell.Documents;
using Ledgerline.PowerShell.Errors;

namespace Ledgerline.PowerShell;

/// <summary>What the cmdlets that store documents share.</summary>
/// <typeparam name="T">The type of the documents.</typeparam>
public abstract class DocumentSetterCmdlet<T> : LedgerCmdlet
{
    /// <summary>The directory that holds the projects.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>Stores the document only where none is stored under the key.</summary>
    [Parameter]
    [Alias("NoClobber")]
    public SwitchParameter IfAbsent { get; set; }

    /// <summary>What the acknowledgement means.</summary>
    [Parameter]
    public Durability? Durability { get; set; }

    /// <summary>Puts the documents into the pipeline as they were stored.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Opens the documents of a place.</summary>
    private protected abstract JsonKv<T> Open(DocumentPlace place, IStorageDriver driver);

    /// <summary>A version as it goes into the pipeline.</summary>
    private protected abstract object ToOutput(DocumentPlace place, string key, string etag, T value);

    /// <summary>Stores a document, where that is wanted.</summary>
    /// <param name="place">Where.</param>
    /// <param name="key">Under which key.</param>
    /// <param name="value">The document.</param>
    /// <param name="expected">The only version to replace; null for any.</param>
    private protected void Store(DocumentPlace place, string key, T value, string? expected)
    {
        PutCondition condition = WriteCondition.Of(expected, IfAbsent);
        if (!ShouldProcess(place.Describe(key), "Set document"))
        {
            return;
        }

        KvPutResult? put = null;
        Try(() => put = Wait(Open(place, OpenDriver(place.Root)).PutAsync(key, value, condition, Durability, StopToken)));
        switch (put)
        {
            case KvPutResult.Conflict conflict:
                WriteError(ErrorRecords.DocumentConflict(place, key, conflict.CurrentETag, expected, Reader));
                break;
            case KvPutResult.Stored stored:
                WriteVerbose($"Stored as the version '{stored.ETag}': {place.Describe(key)}.");
                if (PassThru)
                {
                    WriteObject(ToOutput(place, key, stored.ETag, value));
                }

                break;
        }
    }
}
