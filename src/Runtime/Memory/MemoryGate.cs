namespace Ledgerline.Memory;

/// <summary>What calls of a store in memory go through: cancellation before they begin, failures in the task, writes one at a time.</summary>
/// <param name="throwIfUnusable">Throws where the driver is disposed or the project does not exist.</param>
internal sealed class MemoryGate(Action throwIfUnusable)
{
    /// <summary>Held by each write.</summary>
    public Lock Writes { get; } = new();

    /// <summary>Throws where the driver is disposed or the project does not exist.</summary>
    public void ThrowIfUnusable() => throwIfUnusable();

    /// <summary>Does what needs no lock.</summary>
    public static ValueTask<TResult> Run<TResult>(Func<TResult> action, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TResult>(cancellationToken);
        }

        try
        {
            return new(action());
        }
        catch (Exception e)
        {
            return ValueTask.FromException<TResult>(e);
        }
    }

    /// <summary>Does a write.</summary>
    public ValueTask<TResult> Write<TResult>(Func<TResult> action, CancellationToken cancellationToken) =>
        Run(
            () =>
            {
                lock (Writes)
                {
                    // Under the lock: nothing is written once a disposal has gone past it.
                    throwIfUnusable();
                    return action();
                }
            },
            cancellationToken);
}
