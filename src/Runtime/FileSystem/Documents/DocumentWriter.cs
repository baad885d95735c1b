using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// All that this process writes to one set of documents: a write that finds nobody writing is done on its caller's
/// thread; writes to different documents that queue up meanwhile are the next group.
/// </summary>
internal sealed class DocumentWriter : IAsyncDisposable
{
    /// <summary>How long what other processes left that died may stay, in milliseconds.</summary>
    private const long SweepPeriod = 10 * 60 * 1000;

    private readonly FileScope _scope;
    private readonly DataRoot _root;
    private readonly DocumentFiles _files;
    private readonly Action<string, string?> _onChanged;
    private readonly WriteQueue<DocumentWrite> _queue;
    private readonly CurrentSession<DocumentSession> _session;
    private long? _lastSweep;

    /// <param name="scope">What the set belongs to.</param>
    /// <param name="files">The set.</param>
    /// <param name="onChanged">Told, in the writer's turn, of each document that was put or deleted, and its new tag.</param>
    public DocumentWriter(FileScope scope, DocumentFiles files, Action<string, string?> onChanged)
    {
        _scope = scope;
        _root = scope.Root;
        _files = files;
        _onChanged = onChanged;
        _queue = new WriteQueue<DocumentWrite>(CommitGroup);
        _session = new(_root.Sessions, onClosed => new DocumentSession(scope, files.Directory, onClosed));
    }

    /// <summary>Does a write.</summary>
    /// <param name="write">The write.</param>
    /// <param name="cancellationToken">Counts until the write joins a group.</param>
    public ValueTask<TResult> WriteAsync<TResult>(DocumentWrite<TResult> write, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TResult>(cancellationToken);
        }

        bool isAlone = (!write.Flush || !_root.WorksInBackground || _root.ReplacePace.IsQuick) && _queue.TryBegin();
        if (isAlone && TryCommitAlone(write))
        {
            return write.Done();
        }

        _queue.Enqueue(write, mayWrite: isAlone, cancellationToken);
        return write.Queued();
    }

    /// <summary>Gives back what is held open of documents that were deleted with their project.</summary>
    public ValueTask ForgetAsync() => _session.CloseAsync();

    /// <summary>Answers what was queued.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queue.CloseAsync().ConfigureAwait(false);
        await _session.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>On this thread, with the right to write: nothing that takes long lies ahead. Gives the right back.</summary>
    /// <returns>False where it would have to wait; the right is still held.</returns>
    private bool TryCommitAlone(DocumentWrite write)
    {
        try
        {
            if (!_session.TryEnter(mayWait: false, out DocumentSession session, out bool isContinued))
            {
                return false;
            }

            Commit(session, isContinued, () => [write]);
        }
        catch (Exception failure)
        {
            write.Failure = _scope.Explain(failure);
        }

        _queue.End();
        return true;
    }

    /// <summary>Writes what is queued, and answers it.</summary>
    private void CommitGroup() => CommitGroup(group: null);

    /// <summary>The same.</summary>
    /// <param name="group">What was taken from the queue; null where it is to be taken once it can be written.</param>
    private void CommitGroup(DocumentWrite[]? group)
    {
        try
        {
            _session.TryEnter(mayWait: true, out DocumentSession session, out bool isContinued);
            Commit(session, isContinued, () => group ??= Take());
        }
        catch (ProjectNotFoundException) when (group is null)
        {
            // Some may have come when it had been made anew: the look that they are told of is to be younger than they are.
            CommitGroup(Take());
            return;
        }
        catch (Exception failure)
        {
            Exception told = _scope.Explain(failure);
            group ??= Take();
            foreach (DocumentWrite write in group)
            {
                // A project that is gone counts for all: what one of them ran into came of it.
                write.Failure = told is ProjectNotFoundException ? told : write.Failure ?? told;
            }
        }

        foreach (DocumentWrite write in group!)
        {
            write.Answer();
        }
    }

    /// <summary>One write for each document; the others wait for the next group, in their order.</summary>
    private DocumentWrite[] Take()
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        return _queue.Take(write => keys.Add(write.Key));
    }

    /// <param name="session">The session, in whose turn this is; it is left.</param>
    /// <param name="isContinued">Whether nobody else can have written since this process did.</param>
    /// <param name="group">Gives what is to be written, once everything else is ready.</param>
    private void Commit(DocumentSession session, bool isContinued, Func<DocumentWrite[]> group)
    {
        bool mayKeep = false;
        try
        {
            if (!isContinued)
            {
                Sweep();
            }

            DocumentWrite[] writes = group();
            bool foundNone = new DocumentGroup(_files, writes).Commit(_onChanged);
            mayKeep = true;
            foreach (DocumentWrite write in writes)
            {
                if (write.Failure is { } failure)
                {
                    write.Failure = _scope.Explain(failure);
                    mayKeep = false;
                }
            }

            if (foundNone)
            {
                // Where the project was deleted meanwhile, what was not found tells nothing.
                _scope.ThrowIfMissing();
            }
        }
        catch (Exception failure) when (_scope.Explain(failure) is ProjectNotFoundException missing && missing != failure)
        {
            // Looked for in the turn: behind it the project may have been made anew.
            throw missing;
        }
        finally
        {
            session.Turn.Leave(mayKeep);
        }
    }

    private void Sweep()
    {
        long now = _root.Now;
        if (_lastSweep is { } last && now - last < SweepPeriod)
        {
            return;
        }

        _lastSweep = now;
        _files.Sweep();
    }
}
