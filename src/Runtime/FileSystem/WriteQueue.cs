namespace Ledgerline.FileSystem;

/// <summary>
/// Lets one thread at a time write what all of them want written: whoever finds the queue idle writes its own, and what
/// queues up during a write is the next group (group commit without a timer).
/// </summary>
/// <typeparam name="TRequest">What is wanted.</typeparam>
/// <param name="commit">Writes the group that <see cref="Take"/> gives it, and answers every request in it.</param>
internal sealed class WriteQueue<TRequest>(Action commit) : IThreadPoolWorkItem
    where TRequest : class, IQueuedWrite
{
    private readonly Lock _gate = new();
    private List<TRequest>? _waiting;
    private bool _isBusy;
    private bool _isClosed;
    private TaskCompletionSource? _idle;

    /// <summary>Takes the right to write, where nobody has it. <see cref="End"/> gives it back.</summary>
    public bool TryBegin()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(IStorageDriver));
            return !_isBusy && (_isBusy = true);
        }
    }

    /// <summary>Gives back the right to write; what has queued up meanwhile is written on the thread pool.</summary>
    public void End()
    {
        if (!TryRest())
        {
            Schedule();
        }
    }

    /// <summary>Queues a request, to be answered on another thread.</summary>
    /// <param name="request">The request.</param>
    /// <param name="mayWrite">Whether the caller has the right to write, which it gives back by this.</param>
    /// <param name="cancellationToken">Counts until the request is taken.</param>
    public void Enqueue(TRequest request, bool mayWrite, CancellationToken cancellationToken)
    {
        bool mustSchedule;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed && !mayWrite, typeof(IStorageDriver));
            (_waiting ??= []).Add(request);
            mustSchedule = mayWrite || !_isBusy;
            _isBusy = true;
        }

        if (mustSchedule)
        {
            Schedule();
        }

        if (cancellationToken.CanBeCanceled)
        {
            CancelWith(request, cancellationToken);
        }
    }

    /// <summary>What is waiting: it is written now, and can be cancelled no more.</summary>
    /// <param name="joins">Which of it, in the order in which it came; the rest waits for the next group. Null for all.</param>
    public TRequest[] Take(Predicate<TRequest>? joins = null)
    {
        lock (_gate)
        {
            if (_waiting is not { Count: > 0 } waiting)
            {
                return [];
            }

            if (joins is null)
            {
                _waiting = null;
                return [.. waiting];
            }

            List<TRequest> group = [];
            List<TRequest> left = [];
            foreach (TRequest request in waiting)
            {
                (joins(request) ? group : left).Add(request);
            }

            _waiting = left;
            return [.. group];
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

    /// <summary>
    /// Writes one group, on the thread pool. After a group it looks once more before it rests: those who were answered
    /// together come back together, and the first of them is not to be written alone.
    /// </summary>
    void IThreadPoolWorkItem.Execute()
    {
        if (!TryRest())
        {
            commit();
            Schedule();
        }
    }

    /// <summary>
    /// In the pool's common queue, behind the continuations of those who were just answered: what they append next
    /// joins the group, without anybody waiting for a time.
    /// </summary>
    private void Schedule() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private void CancelWith(TRequest request, CancellationToken cancellationToken)
    {
        if (request.Completion.IsCompleted)
        {
            return;
        }

        CancellationTokenRegistration registration =
            cancellationToken.UnsafeRegister((_, token) => Remove(request, token), null);
        request.Completion.ContinueWith(
            static (_, state) => ((CancellationTokenRegistration)state!).Dispose(),
            registration,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void Remove(TRequest request, CancellationToken cancellationToken)
    {
        bool wasWaiting;
        lock (_gate)
        {
            wasWaiting = _waiting?.Remove(request) ?? false;
        }

        if (wasWaiting)
        {
            request.Fail(new OperationCanceledException(cancellationToken));
        }
    }

    /// <returns>Whether nothing was left to write.</returns>
    private bool TryRest()
    {
        lock (_gate)
        {
            if (_waiting is { Count: > 0 })
            {
                return false;
            }

            _isBusy = false;
            _idle?.TrySetResult();
            return true;
        }
    }
}
