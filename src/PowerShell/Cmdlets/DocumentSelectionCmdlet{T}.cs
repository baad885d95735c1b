using System.Management.Automation;
using Ledgerline.PowerShell.Documents;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary>What the cmdlets share that do something to each of the documents that keys and sets stand for.</summary>
/// <typeparam name="T">The type of the documents.</typeparam>
public abstract class DocumentSelectionCmdlet<T> : DocumentCmdlet
{
    /// <summary>The set's name, or a pattern; null or empty for the documents that have no set.</summary>
    private protected abstract string? SetName { get; }

    /// <summary>The keys and patterns that were passed.</summary>
    private protected abstract string[] Keys { get; }

    /// <summary>What helps where a document is not there.</summary>
    private protected virtual string Remedy => $"{Reader} without -Key lists what is there.";

    /// <inheritdoc/>
    private protected sealed override void ProcessInput()
    {
        DocumentPlace place = Place(SetName);
        var sets = new NameSelection([SetName ?? ""]);
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

    /// <summary>Opens the documents of a place.</summary>
    private protected abstract JsonKv<T> Open(DocumentPlace place, IStorageDriver driver);

    /// <summary>Does something to a document.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="documents">The documents of that place.</param>
    /// <param name="key">Its key.</param>
    /// <returns>Whether it is there.</returns>
    private protected abstract bool Process(DocumentPlace place, JsonKv<T> documents, string key);

    /// <summary>Reads a document, and puts it into the pipeline.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="key">Its key.</param>
    /// <param name="toOutput">The document as it goes into the pipeline.</param>
    /// <returns>Whether it is there.</returns>
    private protected bool PassOn(JsonKv<T> documents, string key, Func<KvGetResult<T>.Found, object> toOutput)
    {
        KvGetResult<T>? read = null;

        // One that cannot be read is an error of its own: it is there.
        bool isThere = !Try(() => read = Wait(documents.GetAsync(key, StopToken))) || read is KvGetResult<T>.Found;
        if (read is KvGetResult<T>.Found found)
        {
            WriteObject(toOutput(found));
        }

        return isThere;
    }

    /// <summary>Deletes a document.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="documents">The documents of that place.</param>
    /// <param name="key">Its key.</param>
    /// <param name="expected">The only version to delete; null for any.</param>
    /// <returns>Whether it was there.</returns>
    private protected bool Remove(DocumentPlace place, JsonKv<T> documents, string key, string? expected)
    {
        if (!ShouldProcess(place.Describe(key), "Remove document"))
        {
            return true;
        }

        KvDeleteResult? deleted = null;
        Try(() => deleted = Wait(documents.DeleteAsync(key, expected, StopToken)));
        switch (deleted)
        {
            case KvDeleteResult.Conflict conflict:
                WriteError(ErrorRecords.DocumentConflict(place, key, conflict.CurrentETag, expected, Reader));
                break;
            case KvDeleteResult.Deleted:
                WriteVerbose($"Removed: {place.Describe(key)}.");
                break;
        }

        return deleted is not KvDeleteResult.NotFound;
    }

    private void ProcessSet(IStorageDriver driver, DocumentPlace place, NameSelection keys, bool mayLack)
    {
        JsonKv<T> documents = Open(place, driver);
        foreach (string key in keys.Of(() => documents.ListAsync(null, StopToken).ToBlockingEnumerable(StopToken)))
        {
            if (!Process(place, documents, key) && !mayLack && keys.IsNamed(key))
            {
                WriteError(ErrorRecords.DocumentNotFound(place, key, Remedy));
            }
        }
    }
}
