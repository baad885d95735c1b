namespace Ledgerline.FileSystem;

/// <summary>
/// Lets one thread at a time write what all of them want written: whoever finds the queue idle writes, and what queues
/// up during that write is the next group (group commit without a timer).
/// </summary>
/// <param name="commit">
/// Writes a group. It takes the group from the given function once it is ready to write, and answers every request
/// in it. With <c>mayWait</c> false it returns false, with nothing taken, where it would have to wait.
/// </param>
internal sealed class AppendQueue(AppendQueue.Commit commit)
{
    private readonly Lock _gate = new();
    private List<AppendRequest> _waiting = [];
    private bool _isBusy;
    private bool _isClosed;
    private TaskCompletionSource? _idle;

    public delegate bool Commit(Func<IReadOnlyList<AppendRequest>> take, bool mayWait);

    /// <summary>Queues a request and answers it sooner or later, on another thread where writing would take long.</summary>
    public void Enqueue(AppendRequest request, CancellationToken cancellationToken)
    {
        if (Add(request) && (request.Flush || !commit(Take, mayWait: false) || !TryRest()))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Drain(), this, preferLocal: false);
        }

        if (cancellationToken.CanBeCanceled && !request.Completion.IsCompleted)
        {
            CancellationTokenRegistration registration =
                cancellationToken.UnsafeRegister((_, token) => Remove(request, token), null);
            request.Completion.ContinueWith(
                static (_, state) => ((CancellationTokenRegistration)state!).Dispose(),
                registration,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    /// <summary>Queues a request and, where nobody writes, writes it on this thread.</summary>
    public void EnqueueAndWait(AppendRequest request)
    {
        if (Add(request))
        {
            commit(Take, mayWait: true);
            if (!TryRest())
            {
                ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Drain(), this, preferLocal: false);
            }
        }
    }

    /// <summary>Takes no more requests, and completes when those that were taken are answered.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            if (!_isBusy)
            {
                return Task.CompletedTask;
            }

            _idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    /// <returns>Whether the caller has to write now.</returns>
    private bool Add(AppendRequest request)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(IStorageDriver));
            _waiting.Add(request);
            bool isFirst = !_isBusy;
            _isBusy = true;
            return isFirst;
        }
    }

    private void Remove(AppendRequest request, CancellationToken cancellationToken)
    {
        bool wasWaiting;
        lock (_gate)
        {
            wasWaiting = _waiting.Remove(request);
        }

        if (wasWaiting)
        {
            request.Cancel(cancellationToken);
        }
    }

    private IReadOnlyList<AppendRequest> Take()
    {
        lock (_gate)
        {
            List<AppendRequest> group = _waiting;
            _waiting = [];
            return group;
        }
    }

    private void Drain()
    {
        do
        {
            commit(Take, mayWait: true);
        }
        while (!TryRest());
    }

    /// <returns>Whether nothing was left to write.</returns>
    private bool TryRest()
    {
        lock (_gate)
        {
            if (_waiting.Count > 0)
            {
                return false;
            }

            _isBusy = false;
            _idle?.TrySetResult();
            return true;
        }
    }
}
