namespace Ledgerline.Memory;

/// <summary>Wakes everyone who waits for a change. Used under its owner's lock only.</summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource? _next;

    /// <summary>Completes at the next change.</summary>
    // Continuations run elsewhere: a listener must be free to append without standing in the owner's lock.
    public Task Next => (_next ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Pulse()
    {
        _next?.SetResult();
        _next = null;
    }
}
