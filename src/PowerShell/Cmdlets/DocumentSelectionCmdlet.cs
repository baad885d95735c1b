using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Documents;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary>What the cmdlets share that do something to each of the documents that keys and sets stand for.</summary>
public abstract class DocumentSelectionCmdlet : DocumentCmdlet
{
    /// <summary>The set's name, or a pattern; without it, and where it is empty, the documents that have no set.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [SupportsWildcards]
    [ValidateStorageName("set name", AllowWildcards = true, AllowEmpty = true)]
    [ArgumentCompleter(typeof(DocumentSetCompleter))]
    public string? Set { get; set; }

    /// <summary>The keys and patterns that were passed.</summary>
    private protected abstract string[] Keys { get; }

    /// <inheritdoc/>
    private protected sealed override void ProcessInput()
    {
        DocumentPlace place = Place(Set);
        var sets = new NameSelection([Set ?? ""]);
        var keys = new NameSelection(Keys);
        IStorageDriver driver = OpenDriver(place.Root);
        WriteVerbose($"{MyInvocation.MyCommand.Name}: '{string.Join("', '", Keys)}' {place}.");
        try
        {
            foreach (string set in sets.Of(() => place.ListSets(driver, StopToken)))
            {
                ProcessSet(driver, DocumentPlace.Of(place.Root, place.Project, set), keys, mayLack: sets.HasWildcards);
            }
        }
        catch (ProjectNotFoundException e)
        {
            // Of several projects in the pipeline the others can still be worked on.
            WriteError(Describe(e)!);
        }
    }

    /// <summary>Does something to a document.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="documents">The documents of that place.</param>
    /// <param name="key">Its key.</param>
    /// <returns>Whether it is there.</returns>
    private protected abstract bool Process(DocumentPlace place, JsonKv<JsonPayload> documents, string key);

    private void ProcessSet(IStorageDriver driver, DocumentPlace place, NameSelection keys, bool mayLack)
    {
        JsonKv<JsonPayload> documents = place.Open(driver);
        foreach (string key in keys.Of(() => documents.ListAsync(null, StopToken).ToBlockingEnumerable(StopToken)))
        {
            if (!Process(place, documents, key) && !mayLack && keys.IsNamed(key))
            {
                WriteError(ErrorRecords.DocumentNotFound(place, key));
            }
        }
    }
}
