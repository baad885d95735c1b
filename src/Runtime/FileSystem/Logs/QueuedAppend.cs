using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>A batch that waits for its turn to be written, by whichever thread writes then.</summary>
/// <param name="hasThread">Whether a thread stands and waits for the answer, and no continuation.</param>
internal sealed class QueuedAppend(bool hasThread) : AppendRequest, IThreadPoolWorkItem
{
    private readonly TaskCompletionSource<AppendOutcome> _completion = new();
    private Exception? _failure;

    public Task<AppendOutcome> Completion => _completion.Task;

    public void Acknowledge() => Answer();

    public void Fail(Exception failure)
    {
        _failure = failure;
        Answer();
    }

    public void Cancel(CancellationToken cancellationToken) =>
        Fail(new OperationCanceledException(cancellationToken));

    void IThreadPoolWorkItem.Execute() => Complete();

    /// <summary>
    /// Continues the caller from the pool's common queue: those who are answered together stand there one behind the
    /// other, and <see cref="AppendQueue"/> behind them all.
    /// </summary>
    private void Answer()
    {
        if (hasThread)
        {
            Complete();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Complete()
    {
        switch (_failure)
        {
            case null:
                _completion.TrySetResult(Outcome);
                break;
            case OperationCanceledException cancelled:
                _completion.TrySetCanceled(cancelled.CancellationToken);
                break;
            default:
                _completion.TrySetException(_failure);
                break;
        }
    }
}
