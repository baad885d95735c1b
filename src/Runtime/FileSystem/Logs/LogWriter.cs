using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// All that this process writes to one log: an append that finds nobody writing is written on its caller's thread, what
/// queues up meanwhile is the next group; changes of the files wait for their turn among them.
/// </summary>
internal sealed class LogWriter : IAsyncDisposable
{
    private readonly DataRoot _root;
    private readonly FileScope _scope;
    private readonly LogPaths _paths;
    private readonly LogVisibility _visibility;
    private readonly WriteQueue<QueuedAppend> _queue;
    private readonly CurrentSession<LogSession> _session;
    private readonly Lock _gate = new();
    private volatile LogFollowers? _followers;
    private volatile bool _isClosed;

    public LogWriter(FileScope scope, LogPaths paths, LogVisibility visibility)
    {
        _root = scope.Root;
        _scope = scope;
        _paths = paths;
        _visibility = visibility;
        _queue = new WriteQueue<QueuedAppend>(CommitGroup);
        _session = new(_root.Sessions, onClosed => new LogSession(scope, paths, visibility, onClosed));
    }

    /// <summary>Whether the driver was disposed and every append that had begun was answered.</summary>
    public bool IsClosed => _isClosed;

    public ValueTask<AppendOutcome> AppendAsync(
        PayloadBatch payloads, AppendTerms terms, CancellationToken cancellationToken)
    {
        _root.ThrowIfClosed();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<AppendOutcome>(cancellationToken);
        }

        bool flush = _root.MustFlush(terms.Durability);
        bool isAlone = (!flush || _root.FlushPace.IsQuick) && _queue.TryBegin();
        if (isAlone)
        {
            Announce(flush);

            // On this thread: nothing that takes long lies ahead.
            try
            {
                if (TryCommitAlone(payloads, terms, flush, mayWait: false, out AppendOutcome outcome))
                {
                    return new(outcome);
                }
            }
            catch (Exception failure)
            {
                return ValueTask.FromException<AppendOutcome>(failure);
            }
        }

        QueuedAppend request = Queued(payloads, terms, flush, hasThread: false);
        _queue.Enqueue(request, mayWrite: isAlone, cancellationToken);
        return new(request.Completion);
    }

    public AppendOutcome Append(PayloadBatch payloads, AppendTerms terms)
    {
        _root.ThrowIfClosed();
        bool flush = _root.MustFlush(terms.Durability);
        if (_queue.TryBegin())
        {
            Announce(flush);
            TryCommitAlone(payloads, terms, flush, mayWait: true, out AppendOutcome outcome);
            return outcome;
        }

        QueuedAppend request = Queued(payloads, terms, flush, hasThread: true);
        _queue.Enqueue(request, mayWrite: false, CancellationToken.None);
        return request.Completion.GetAwaiter().GetResult();
    }

    /// <summary>Appends a batch that keeps its numbers and times, alone, on the thread pool.</summary>
    public ValueTask<AppendOutcome> ImportAsync(
        PayloadBatch payloads, ImportStamps stamps, Durability? durability, CancellationToken cancellationToken)
    {
        bool flush = _root.MustFlush(durability);
        return RunAsync(
            session =>
            {
                session.Log.Refresh();
                AppendOutcome outcome = session.Appender.Import(payloads, stamps, flush);
                _followers?.OnAppended(session.Log);
                return outcome;
            },
            cancellationToken);
    }

    /// <summary>Has the count go on without an entry, alone, on the thread pool.</summary>
    public ValueTask<bool> ImportCountAsync(long afterSeq, long lastSeq, long timestamp, CancellationToken cancellationToken) =>
        RunAsync(
            session =>
            {
                session.Log.Refresh();
                session.Appender.ImportCount(afterSeq, lastSeq, timestamp);
                return true;
            },
            cancellationToken);

    /// <summary>Changes the log's files alone, on the thread pool.</summary>
    public ValueTask<TResult> ChangeAsync<TResult>(Func<WritableLog, TResult> change, CancellationToken cancellationToken) =>
        RunAsync(session => change(session.Log), cancellationToken);

    /// <summary>Those who are woken by what is written here, and by what other processes write.</summary>
    public LogFollowers Followers()
    {
        lock (_gate)
        {
            return _followers ??= new LogFollowers(_root, _paths, _visibility);
        }
    }

    /// <summary>Wakes followers whose project is gone.</summary>
    public void Wake()
    {
        _followers?.Forget();
        _followers?.Pulse();
    }

    /// <summary>Gives back what is held open of a log that was deleted with its project.</summary>
    public async ValueTask ForgetAsync()
    {
        Wake();
        await _session.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Answers what was queued, then ends the subscriptions.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queue.CloseAsync().ConfigureAwait(false);
        await _session.CloseAsync().ConfigureAwait(false);

        lock (_gate)
        {
            // Whoever is not among the followers yet sees it when it has become one.
            _isClosed = true;
        }

        _followers?.Pulse();
    }

    /// <summary>Has followers wake while a buffered append is written.</summary>
    private void Announce(bool flush)
    {
        if (!flush)
        {
            _followers?.Announce();
        }
    }

    /// <summary>Writes one batch, with the right to write, and gives the right back.</summary>
    /// <returns>False where it would have to wait and may not; the right is still held.</returns>
    private bool TryCommitAlone(
        PayloadBatch payloads, AppendTerms terms, bool flush, bool mayWait, out AppendOutcome outcome)
    {
        bool isOver = true;
        try
        {
            if (!_session.TryEnter(mayWait, out LogSession session, out bool isContinued))
            {
                isOver = false;
                outcome = default;
                return false;
            }

            AppendRequest request = session.Alone[0];
            request.Payloads = payloads;
            request.ExpectedLastSeq = terms.ExpectedLastSeq;
            request.Flush = flush;
            bool mayKeep = false;
            try
            {
                Refresh(session, isContinued);
                session.Appender.Append(session.Alone, _root.Now);
                _followers?.OnAppended(session.Log);
                outcome = request.Outcome;
                mayKeep = true;
                isOver = !LogTrimming.IsDue(session.Log, terms.Retention ?? _root.Retention, _root.Now);
            }
            finally
            {
                request.Payloads = default;
                if (isOver)
                {
                    session.Turn.Leave(mayKeep);
                }
            }

            _followers?.Pulse();
            if (!isOver)
            {
                TrimAndEnd(session, (terms.Retention ?? _root.Retention)!);
            }

            return true;
        }
        catch (Exception failure)
        {
            // Hints that came meanwhile were taken for this append's.
            _followers?.Pulse();
            if (_scope.Explain(failure) is var told && told != failure)
            {
                throw told;
            }

            throw;
        }
        finally
        {
            if (isOver)
            {
                _queue.End();
            }
        }
    }

    private async ValueTask<TResult> RunAsync<TResult>(Func<LogSession, TResult> change, CancellationToken cancellationToken)
    {
        try
        {
            TResult result = default!;
            LogSession session;
            do
            {
                _root.ThrowIfClosed();
                session = _session.Get();
            }
            while (!await session.Turn.RunAsync(
                () =>
                {
                    _root.ThrowIfClosed();
                    result = change(session);
                },
                cancellationToken).ConfigureAwait(false));
            return result;
        }
        finally
        {
            _followers?.Pulse();
        }
    }

    /// <summary>Writes what is queued, and answers it.</summary>
    private void CommitGroup() => Commit(group: null);

    /// <summary>The same.</summary>
    /// <param name="group">What was taken from the queue; null where it is to be taken once it can be written.</param>
    private void Commit(QueuedAppend[]? group)
    {
        bool isAnswered = false;
        try
        {
            _session.TryEnter(mayWait: true, out LogSession session, out bool isContinued);
            bool mayKeep = false;
            try
            {
                Refresh(session, isContinued);
                group ??= _queue.Take();
                session.Appender.Append(group, _root.Now);
                _followers?.OnAppended(session.Log);
                mayKeep = true;
                LogRetention? last = null;
                foreach (QueuedAppend request in group)
                {
                    if (!ReferenceEquals(request.Retention, last) && LogTrimming.IsDue(session.Log, request.Retention, _root.Now))
                    {
                        if (!isAnswered)
                        {
                            // Nobody waits for what may take long.
                            Acknowledge(group);
                            isAnswered = true;
                        }

                        LogTrimming.Trim(session.Log, request.Retention, _root.Now);
                    }

                    last = request.Retention;
                }
            }
            finally
            {
                session.Turn.Leave(mayKeep);
            }
        }
        catch (ProjectNotFoundException) when (group is null)
        {
            // Some may have come when it had been made anew: the look that they are told of is to be younger than they are.
            Commit(_queue.Take());
            return;
        }
        catch (Exception failure)
        {
            if (!isAnswered)
            {
                Exception told = _scope.Explain(failure);
                foreach (QueuedAppend request in group ?? _queue.Take())
                {
                    request.Fail(told);
                }
            }

            // Hints that came meanwhile were taken for this append's.
            _followers?.Pulse();
            return;
        }

        if (isAnswered)
        {
            // Of the removal.
            _followers?.Pulse();
        }
        else
        {
            Acknowledge(group);
        }
    }

    private void Acknowledge(QueuedAppend[] group)
    {
        foreach (QueuedAppend request in group)
        {
            request.Acknowledge();
        }

        _followers?.Pulse();
    }

    private QueuedAppend Queued(PayloadBatch payloads, AppendTerms terms, bool flush, bool hasThread) => new(hasThread)
    {
        Payloads = payloads,
        ExpectedLastSeq = terms.ExpectedLastSeq,
        Flush = flush,
        Retention = terms.Retention ?? _root.Retention,
    };

    /// <summary>Trims in the turn of the append that made it due, but not while the appender waits; then gives back turn and right.</summary>
    private void TrimAndEnd(LogSession session, LogRetention retention)
    {
        if (_root.WorksInBackground)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static work => work(), Run, preferLocal: false);
        }
        else
        {
            Run();
        }

        void Run()
        {
            try
            {
                LogTrimming.Trim(session.Log, retention, _root.Now);
            }
            finally
            {
                try
                {
                    session.Turn.Leave(mayKeep: false);
                }
                finally
                {
                    _queue.End();
                }
            }
        }
    }

    private static void Refresh(LogSession session, bool isContinued)
    {
        if (!isContinued || !session.Log.IsRefreshed)
        {
            session.Log.Refresh();
        }
    }
}
