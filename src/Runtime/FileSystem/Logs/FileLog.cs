using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>One log in files: queues appends, lets one writer at a time at the files, and hands out cursors.</summary>
internal sealed class FileLog : ILogStore, IAsyncDisposable
{
    private readonly DataRoot _root;
    private readonly FileProject _project;
    private readonly LogPaths _paths;
    private readonly LogVisibility _visibility = new();
    private readonly LogWriter _writer;
    private readonly AppendQueue _queue;
    private readonly WriteTurn _turn;
    private readonly Lock _followersGate = new();
    private int _followers;
    private IDisposable? _watch;

    public FileLog(DataRoot root, FileProject project, LogPaths paths)
    {
        _root = root;
        _project = project;
        _paths = paths;
        var lockFile = new LockFile(root.Disk, paths.Lock, paths.Log);
        _turn = new WriteTurn(lockFile, root.TurnClock, project.EnsureExists);
        _writer = new LogWriter(root.Disk, paths, lockFile, _visibility);
        _queue = new AppendQueue(Commit);
    }

    /// <summary>The log's file.</summary>
    public string Path => _paths.Log;

    /// <summary>Wakes followers when the log may have changed.</summary>
    public ChangeSignal Changes { get; } = new();

    /// <summary>Whether the driver was disposed and every append that had begun was answered.</summary>
    public bool IsClosed { get; private set; }

    public ValueTask<AppendOutcome> AppendAsync(
        PayloadBatch payloads, long? expectedLastSeq, Durability? durability, CancellationToken cancellationToken)
    {
        _root.ThrowIfClosed();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<AppendOutcome>(cancellationToken);
        }

        var request = new AppendRequest(payloads, expectedLastSeq, _root.MustFlush(durability));
        _queue.Enqueue(request, cancellationToken);
        return new(request.Completion);
    }

    public AppendOutcome Append(PayloadBatch payloads, long? expectedLastSeq, Durability? durability)
    {
        _root.ThrowIfClosed();
        var request = new AppendRequest(payloads, expectedLastSeq, _root.MustFlush(durability));
        _queue.EnqueueAndWait(request);
        return request.Completion.GetAwaiter().GetResult();
    }

    public LogCursor OpenReader(LogReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.SinceSeq);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Limit ?? 0);
        _root.ThrowIfClosed();
        LogView view = TakeView();
        try
        {
            return new FileLogReader(view, options);
        }
        catch
        {
            view.Dispose();
            throw;
        }
    }

    public LogCursor OpenFollower(long? sinceSeq, Action<LogSkip>? onSkipped)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sinceSeq ?? 0);
        _root.ThrowIfClosed();
        LogView view = TakeView();
        try
        {
            return new FileLogFollower(this, view, sinceSeq, onSkipped);
        }
        catch
        {
            view.Dispose();
            throw;
        }
    }

    public ValueTask<LogInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _root.ThrowIfClosed();
        using LogView view = TakeView();
        return new(new LogInfo(
            view.LastSeq,
            view.FirstSeq,
            view.LastSeq - view.FirstSeq + 1,
            view.End,
            Time(view.FirstTimestamp),
            Time(view.LastTimestamp),
            view.IsCompleted));

        static DateTimeOffset? Time(long? milliseconds) =>
            milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
    }

    public ValueTask<long> TruncateBeforeAsync(long seq, CancellationToken cancellationToken) => ChangeAsync(
        () =>
        {
            _writer.Refresh();
            return _writer.TruncateBefore(seq);
        },
        cancellationToken);

    public ValueTask<bool> DeleteAsync(CancellationToken cancellationToken) =>
        ChangeAsync(_writer.Delete, cancellationToken);

    /// <summary>Takes a view of the log as it is now, for a reader.</summary>
    public LogView TakeView()
    {
        LogView view = LogView.Take(_root.Disk, _paths, _visibility);
        if (view.File is null)
        {
            try
            {
                _project.ThrowIfMissing();
            }
            catch
            {
                view.Dispose();
                throw;
            }
        }

        return view;
    }

    /// <summary>Counts a follower; the first one starts the hints from other processes.</summary>
    public void AddFollower()
    {
        lock (_followersGate)
        {
            if (_followers++ == 0)
            {
                string prefix = System.IO.Path.GetFileName(_paths.Log);
                _watch = _root.Changes.Watch(_paths.Directory, name =>
                {
                    if (name is null || name.StartsWith(prefix, StringComparison.Ordinal))
                    {
                        Changes.Pulse();
                    }
                });
            }
        }
    }

    /// <summary>Counts a follower out.</summary>
    public void RemoveFollower()
    {
        lock (_followersGate)
        {
            if (--_followers == 0)
            {
                _watch?.Dispose();
                _watch = null;
            }
        }
    }

    /// <summary>Answers what was queued, then ends the subscriptions.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queue.CloseAsync().ConfigureAwait(false);
        await _turn.DisposeAsync().ConfigureAwait(false);
        _writer.Dispose();
        IsClosed = true;
        Changes.Pulse();
    }

    /// <summary>Writes a group, as <see cref="AppendQueue"/> asks.</summary>
    private bool Commit(Func<IReadOnlyList<AppendRequest>> take, bool mayWait)
    {
        IReadOnlyList<AppendRequest>? group = null;
        try
        {
            bool isContinued;
            if (mayWait)
            {
                _turn.Enter(out isContinued);
            }
            else if (!_turn.TryEnter(out isContinued))
            {
                return false;
            }

            bool mayKeep = false;
            try
            {
                if (!isContinued || !_writer.IsRefreshed)
                {
                    _writer.Refresh();
                }

                group = take();

                // What is flushed takes so long that a new lock costs nothing beside it.
                mayKeep = !Write(group);
            }
            finally
            {
                _turn.Leave(mayKeep);
            }

            foreach (AppendRequest request in group)
            {
                request.Acknowledge();
            }

            Changes.Pulse();
        }
        catch (Exception failure)
        {
            foreach (AppendRequest request in group ?? take())
            {
                request.Fail(failure);
            }
        }

        return true;
    }

    /// <returns>Whether it was flushed.</returns>
    private bool Write(IReadOnlyList<AppendRequest> group)
    {
        LogHead last = _writer.Last;
        if (last.Completed)
        {
            throw new LogCompletedException(_paths.Log, last.Seq);
        }

        return _writer.Append(group, _root.Now);
    }

    /// <summary>Changes the log's files alone, on the thread pool.</summary>
    private async ValueTask<TResult> ChangeAsync<TResult>(Func<TResult> change, CancellationToken cancellationToken)
    {
        _root.ThrowIfClosed();
        try
        {
            return await _turn.RunAsync(
                () =>
                {
                    _root.ThrowIfClosed();
                    return change();
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Changes.Pulse();
        }
    }
}
