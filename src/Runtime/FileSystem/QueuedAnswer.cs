namespace Ledgerline.FileSystem;

/// <summary>
/// The answer to a write that waited for its turn. Its caller continues from the pool's common queue: those who are
/// answered together stand there one behind the other, and <see cref="WriteQueue{TRequest}"/> behind them all.
/// </summary>
/// <typeparam name="TResult">What the caller gets.</typeparam>
/// <param name="hasThread">Whether a thread stands and waits for the answer, and no continuation.</param>
internal sealed class QueuedAnswer<TResult>(bool hasThread) : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource<TResult> _completion = new();
    private TResult _result = default!;
    private Exception? _failure;

    public Task<TResult> Completion => _completion.Task;

    public void Give(TResult result)
    {
        _result = result;
        Answer();
    }

    public void Fail(Exception failure)
    {
        _failure = failure;
        Answer();
    }

    void IThreadPoolWorkItem.Execute() => Complete();

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
                _completion.TrySetResult(_result);
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
