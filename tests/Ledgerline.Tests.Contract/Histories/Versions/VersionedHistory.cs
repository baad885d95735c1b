namespace Ledgerline.Tests.Contract.Histories.Versions;

/// <summary>Operations on documents or blobs, and on the model of what they must do.</summary>
internal sealed class VersionedHistory
{
    private readonly KnownETags _etags = new();
    private readonly VersionedModel _model;
    private readonly List<string> _done = [];
    private int _ids;

    public VersionedHistory() => _model = new(_etags);

    /// <summary>One caller's steps: each must have the model's outcome.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">Says which has not, and what was done before.</exception>
    public async Task RunAsync(IEnumerable<VersionedStep> steps, VersionedStore store, Func<VersionedStore> rival, Func<Task> reopenRival)
    {
        var seen = new SeenVersions();
        foreach (VersionedStep step in steps)
        {
            try
            {
                if (step.ReopensRival)
                {
                    await reopenRival();
                }

                VersionedOperation operation = step.Operation.Resolve(seen, ++_ids);
                _done.Add(operation.ToString());
                string outcome = await operation.RunAsync(step.ByRival ? rival() : store, _etags, seen);
                Assert.Equal(operation.Apply(_model), outcome);
            }
            catch (Exception e)
            {
                throw new Xunit.Sdk.XunitException($"{string.Join('\n', _done)}\n{e}");
            }
        }
    }

    /// <summary>Several callers' operations at the same time: those on one key must have the outcomes of some order of theirs.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">No order of the calls explains their outcomes.</exception>
    public async Task RunAsync(IReadOnlyList<(VersionedStore Store, VersionedOperation[] Operations)> callers)
    {
        IReadOnlyList<CompletedCall<VersionedOperation>> calls =
            await new ConcurrentCallers<VersionedOperation>().RunAsync([.. callers.Select(Caller)]);

        // By key: what holds for each key by itself holds for all of them (Herlihy and Wing), and the search stays short.
        foreach (IGrouping<string, CompletedCall<VersionedOperation>> ofKey in calls.GroupBy(static call => call.Operation.Key))
        {
            var check = new LinearizabilityCheck<VersionedModel, VersionedOperation>(
                [.. ofKey], static m => m.Copy(), static m => m.ToString(), static (operation, m) => operation.Apply(m));
            if (!check.Finds(_model))
            {
                throw new Xunit.Sdk.XunitException(
                    $"No order explains, from {_model.Find(ofKey.Key) ?? "nothing"}:\n{string.Join('\n', ofKey.OrderBy(c => c.Start))}");
            }
        }
    }

    private (IEnumerable<VersionedOperation> Operations, Func<VersionedOperation, Task<string>> Do) Caller(
        (VersionedStore Store, VersionedOperation[] Operations) caller)
    {
        var seen = new SeenVersions();
        return (
            caller.Operations.Select(operation => operation.Resolve(seen, Interlocked.Increment(ref _ids))),
            operation => operation.RunAsync(caller.Store, _etags, seen));
    }
}
