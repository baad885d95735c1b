using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>One log in files: hands appends and changes to its writer, and views of the files to readers.</summary>
internal sealed class FileLog : ILogStore, IAsyncDisposable
{
    private readonly DataRoot _root;
    private readonly FileScope _scope;
    private readonly LogPaths _paths;
    private readonly LogVisibility _visibility = new();
    private readonly LogWriter _writer;

    public FileLog(FileScope scope, LogPaths paths)
    {
        _root = scope.Root;
        _scope = scope;
        _paths = paths;
        _writer = new LogWriter(scope, paths, _visibility);
    }

    /// <summary>The log's file.</summary>
    public string Path => _paths.Log;

    /// <summary>Whether the driver was disposed and every append that had begun was answered.</summary>
    public bool IsClosed => _writer.IsClosed;

    public ValueTask<AppendOutcome> AppendAsync(
        PayloadBatch payloads, AppendTerms terms, CancellationToken cancellationToken) =>
        _writer.AppendAsync(payloads, terms, cancellationToken);

    public AppendOutcome Append(PayloadBatch payloads, AppendTerms terms) => _writer.Append(payloads, terms);

    public ValueTask<AppendOutcome> ImportAsync(
        PayloadBatch payloads, ImportStamps stamps, Durability? durability, CancellationToken cancellationToken) =>
        ExplainAsync(_writer.ImportAsync(payloads, stamps, durability, cancellationToken));

    public async ValueTask ImportCountAsync(long afterSeq, long lastSeq, long lastTimestampMs, CancellationToken cancellationToken) =>
        await ChangeAsync(_writer.ImportCountAsync(afterSeq, lastSeq, lastTimestampMs, cancellationToken)).ConfigureAwait(false);

    public LogCursor OpenReader(LogReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.SinceSeq);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Limit ?? 0);
        _root.ThrowIfClosed();
        LogView view = TakeView(withHead: false);
        try
        {
            return new FileLogReader(this, view, options);
        }
        catch
        {
            Return(view);
            throw;
        }
    }

    public LogCursor OpenFollower(long? sinceSeq, Action<LogSkip>? onSkipped)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sinceSeq ?? 0);
        _root.ThrowIfClosed();
        while (true)
        {
            ProjectLifetime lifetime = _scope.Follow();
            LogView? view = null;
            try
            {
                view = TakeView();
                if (!lifetime.IsOver())
                {
                    return new FileLogFollower(this, _writer.Followers(), lifetime, view, sinceSeq, onSkipped);
                }
            }
            catch
            {
                view?.Dispose();
                lifetime.Leave();
                throw;
            }

            // The view is of another project than the lifetime.
            view.Dispose();
            lifetime.Leave();
        }
    }

    public ValueTask<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _root.ThrowIfClosed();

        // Opened, not only looked at: what is no file in the log's place is refused here as everywhere.
        using DiskFile? file = _root.Disk.Open(_paths.Log, DiskOpen.Read);

        // After the look: of a project that was deleted meanwhile, nothing is what was found.
        _scope.ThrowIfMissing();
        return new(file is not null);
    }

    public ValueTask<LogInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _root.ThrowIfClosed();
        LogView view = TakeView();
        var info = new LogInfo(
            view.LastSeq,
            view.FirstSeq,
            view.LastSeq - view.FirstSeq + 1,
            view.End,
            Time(view.FirstTimestamp),
            Time(view.LastTimestamp),
            view.IsCompleted);
        Return(view);
        return new(info);

        static DateTimeOffset? Time(long? milliseconds) =>
            milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
    }

    public ValueTask<long> TruncateBeforeAsync(long seq, CancellationToken cancellationToken) => ChangeAsync(
        log =>
        {
            log.Refresh();
            return LogRemoval.TruncateBefore(log, seq);
        },
        cancellationToken);

    public async ValueTask CompleteAsync(CancellationToken cancellationToken) => await ChangeAsync(
        static log =>
        {
            log.Refresh();
            log.Complete();
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<LogFault> VerifyAsync(
        IProgress<LogProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _root.ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        _scope.ThrowIfMissing();
        var verification = new LogVerification(_root.Disk, _paths, _visibility, progress);
        using IEnumerator<LogFault> faults = verification.Run(cancellationToken).GetEnumerator();

        // On the thread pool: there may be much to read before the next fault.
        while (await Task.Run(faults.MoveNext, cancellationToken).ConfigureAwait(false))
        {
            yield return faults.Current;
        }

        // Of a project that was deleted meanwhile, nothing was found because nothing was there.
        _scope.ThrowIfMissing();
    }

    public ValueTask<LogRepairResult> RepairAsync(LogRepairOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ChangeAsync(log => new LogRepair(log, options, cancellationToken).Run(), cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(CancellationToken cancellationToken) =>
        ChangeAsync(LogRemoval.Delete, cancellationToken);

    /// <summary>Takes a view of the log as it is now, for a reader, which disposes it or returns it.</summary>
    /// <param name="withHead">Whether it matters to the reader if the log was sealed.</param>
    public LogView TakeView(bool withHead = true)
    {
        if (_root.Views.Take(this) is { } kept)
        {
            try
            {
                if (kept.TryRenew(withHead))
                {
                    return kept;
                }
            }
            catch
            {
                kept.Dispose();
                throw;
            }

            kept.Dispose();
        }

        LogView view = LogView.Take(_root.Disk, _paths, _visibility);
        if (view.File is null)
        {
            try
            {
                _scope.ThrowIfMissing();
            }
            catch
            {
                view.Dispose();
                throw;
            }
        }

        return view;
    }

    /// <summary>Leaves a view to the next reader.</summary>
    public void Return(LogView view) => _root.Views.Return(this, view);

    /// <summary>Wakes the followers, which look what has become of the log, and forgets where it ended.</summary>
    public void Wake() => _writer.Wake();

    /// <summary>Gives back what is held open of the log, which was deleted with its project.</summary>
    public async ValueTask ForgetAsync()
    {
        await _writer.ForgetAsync().ConfigureAwait(false);
        _root.Views.Drop(this);
    }

    /// <summary>Answers what was queued, then ends the subscriptions.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        _root.Views.Drop(this);
    }

    /// <summary>Changes the log's files.</summary>
    private ValueTask<TResult> ChangeAsync<TResult>(Func<WritableLog, TResult> change, CancellationToken cancellationToken) =>
        ChangeAsync(_writer.ChangeAsync(change, cancellationToken));

    /// <summary>Waits for a change of the log's files; a view of what was is of no use then.</summary>
    private async ValueTask<TResult> ChangeAsync<TResult>(ValueTask<TResult> change)
    {
        try
        {
            TResult result = await ExplainAsync(change).ConfigureAwait(false);

            // Where it has been deleted meanwhile, what was found or not found tells nothing.
            _scope.ThrowIfMissing();
            return result;
        }
        finally
        {
            _root.Views.Drop(this);
        }
    }

    private async ValueTask<TResult> ExplainAsync<TResult>(ValueTask<TResult> change)
    {
        try
        {
            return await change.ConfigureAwait(false);
        }
        catch (Exception failure) when (_scope.Explain(failure) is ProjectNotFoundException missing && missing != failure)
        {
            throw missing;
        }
    }
}
