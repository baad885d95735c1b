namespace Ledgerline.Drivers;

/// <summary>Wakes everyone who waits, once each time. Who takes <see cref="NextAsync"/> before looking misses nothing.</summary>
public sealed class ChangeSignal
{
    private TaskCompletionSource? _next;

    /// <summary>Whether somebody may be waiting.</summary>
    public bool IsAwaited => Volatile.Read(ref _next) is not null;

    /// <summary>Completes at the first <see cref="Pulse"/> after this call. Continuations run elsewhere.</summary>
    public Task NextAsync()
    {
        TaskCompletionSource? next = Volatile.Read(ref _next);
        if (next is null)
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            next = Interlocked.CompareExchange(ref _next, mine, null) ?? mine;
        }

        return next.Task;
    }

    /// <summary>Wakes whoever waits. Costs next to nothing where nobody does.</summary>
    public void Pulse()
    {
        if (Volatile.Read(ref _next) is not null)
        {
            Interlocked.Exchange(ref _next, null)?.TrySetResult();
        }
    }
}
