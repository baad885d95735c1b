namespace Ledgerline.Postgres;

/// <summary>
/// Lets those of this process who change one document take turns, in the order in which they came; who changes another does
/// not wait. Safe to use from any thread.
/// </summary>
internal sealed class KeyTurns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);

    /// <summary>Does a change once it is its turn.</summary>
    /// <param name="key">The document's key.</param>
    /// <param name="change">Does it.</param>
    /// <param name="cancellationToken">Counts until then.</param>
    public async ValueTask<TResult> RunAsync<TResult>(string key, Func<ValueTask<TResult>> change, CancellationToken cancellationToken)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_lock)
        {
            before = _last.GetValueOrDefault(key) ?? Task.CompletedTask;
            _last[key] = end.Task;
        }

        try
        {
            await before.WaitAsync(cancellationToken).ConfigureAwait(false);
            return await change().ConfigureAwait(false);
        }
        finally
        {
            if (before.IsCompleted)
            {
                End(key, end);
            }
            else
            {
                // Who no longer wants its turn does not let others in before it.
                _ = before.ContinueWith(_ => End(key, end), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    private void End(string key, TaskCompletionSource end)
    {
        lock (_lock)
        {
            if (_last[key] == end.Task)
            {
                _last.Remove(key);
            }
        }

        end.SetResult();
    }
}
