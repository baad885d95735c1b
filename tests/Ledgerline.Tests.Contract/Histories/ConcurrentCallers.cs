namespace Ledgerline.Tests.Contract.Histories;

/// <summary>Several callers that each make their operations, one after the other, on a thread of their own.</summary>
/// <typeparam name="TOperation">What callers do.</typeparam>
internal sealed class ConcurrentCallers<TOperation>
{
    private readonly List<CompletedCall<TOperation>> _calls = [];
    private long _time;

    /// <summary>Runs all callers at once.</summary>
    /// <param name="callers">Each gives its operations one after the other, and does them.</param>
    public async Task<IReadOnlyList<CompletedCall<TOperation>>> RunAsync(
        IReadOnlyList<(IEnumerable<TOperation> Operations, Func<TOperation, Task<string>> Do)> callers)
    {
        using var start = new Barrier(callers.Count);
        await Task.WhenAll(callers.Select((caller, i) => Task.Factory.StartNew(
            () => CallAsync(i, caller.Operations, caller.Do, start), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        return _calls;
    }

    private async Task CallAsync(int caller, IEnumerable<TOperation> operations, Func<TOperation, Task<string>> run, Barrier start)
    {
        start.SignalAndWait();
        foreach (TOperation operation in operations)
        {
            long started = Interlocked.Increment(ref _time);
            string outcome = await run(operation);
            var call = new CompletedCall<TOperation>(caller, operation, outcome, started, Interlocked.Increment(ref _time));
            lock (_calls)
            {
                _calls.Add(call);
            }
        }
    }
}
