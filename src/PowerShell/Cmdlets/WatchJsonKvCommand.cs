using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Documents;
using Ledgerline.PowerShell.Names;
using Ledgerline.PowerShell.Times;

namespace Ledgerline.PowerShell;

/// <summary><c>Watch-JsonKv</c>: follows the changes to documents until Ctrl+C.</summary>
[Cmdlet(VerbsCommon.Watch, "JsonKv", DefaultParameterSetName = ProjectSet)]
[OutputType(typeof(LedgerDocumentChange))]
public sealed class WatchJsonKvCommand : DocumentCmdlet
{
    private long _left;

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

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        DocumentPlace place = Place(Set);
        var keys = new NameSelection(Key);
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
