using System.Management.Automation;
using Ledgerline.PowerShell.Documents;
using Ledgerline.PowerShell.Names;
using Ledgerline.PowerShell.Times;

namespace Ledgerline.PowerShell;

/// <summary>What the cmdlets share that follow the changes to documents, of whatever type.</summary>
public abstract class DocumentWatcherCmdlet : DocumentCmdlet
{
    private long _left;

    /// <summary>Puts out the documents that are there first, each as if it were written now.</summary>
    [Parameter]
    public SwitchParameter Current { get; set; }

    /// <summary>Ends after this many changes.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? Count { get; set; }

    /// <summary>Ends after this time; a plain number counts seconds.</summary>
    [Parameter]
    [SecondsTransformation]
    [ValidateTimeout]
    public TimeSpan? Timeout { get; set; }

    /// <summary>The set's name; null or empty for the documents that have no set.</summary>
    private protected abstract string? SetName { get; }

    /// <summary>The keys and patterns that were passed.</summary>
    private protected abstract string[] Keys { get; }

    /// <inheritdoc/>
    private protected sealed override void ProcessInput()
    {
        DocumentPlace place = Place(SetName);
        var keys = new NameSelection(Keys);
        _left = Count ?? long.MaxValue;
        using var deadline = new Deadline(Timeout, StopToken);
        try
        {
            Follow(place, keys, deadline);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            WriteVerbose($"The time of {Timeout} is over.");
        }
        catch (ProjectNotFoundException e)
        {
            // Of several projects in the pipeline the others can still be watched.
            WriteError(Describe(e)!);
        }
    }

    private void Follow(DocumentPlace place, NameSelection keys, Deadline deadline)
    {
        JsonKv<JsonPayload> documents = place.Open(OpenDriver(place.Root));
        IAsyncEnumerator<KvChange> changes = documents.WatchAsync(deadline.Token).GetAsyncEnumerator(deadline.Token);
        Task<bool>? next = null;
        try
        {
            // The first move begins the watch: what changes while the present state comes out is not missed.
            next = changes.MoveNextAsync().AsTask();
            WriteVerbose($"Watching the documents {place}.");
            if (Current && !PassOnAll(place, documents, keys, deadline))
            {
                return;
            }

            while (Wait(next) && PassOn(place, keys, changes.Current))
            {
                next = changes.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // A pipeline that ends early leaves a move that waits, and that one must end before the watch does.
            deadline.End();
            next?.ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
            Wait(changes.DisposeAsync());
        }
    }

    private bool PassOnAll(DocumentPlace place, JsonKv<JsonPayload> documents, NameSelection keys, Deadline deadline) =>
        documents.ListAsync(null, deadline.Token).ToBlockingEnumerable(deadline.Token)
            .All(key => PassOn(place, keys, new KvChange(KvChangeKind.Put, key)));

    /// <summary>Puts a change into the pipeline, where it is meant.</summary>
    /// <returns>Whether more are wanted.</returns>
    private bool PassOn(DocumentPlace place, NameSelection keys, KvChange change)
    {
        if (keys.Matches(change.Key))
        {
            WriteObject(new LedgerDocumentChange(place, change, DateTimeOffset.UtcNow));
            _left--;
        }

        return _left > 0;
    }
}
