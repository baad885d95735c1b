using System.Diagnostics;
using Ledgerline.Drivers;

namespace Ledgerline.Postgres;

/// <summary>
/// Changes of one set. It begins with all versions that are there; then hints say which documents to look at, and now and
/// then, where hints may have been lost, all versions are compared with what was seen. Only one thing is read at a time.
/// </summary>
internal sealed class PostgresDocumentWatch : IDocumentWatch, IChangeWatcher
{
    /// <summary>So many documents are looked at in one statement.</summary>
    private const int MostKeys = 1000;

    /// <summary>Comparing all is paused for so many times as long as it took.</summary>
    private const int ComparisonPause = 99;

    private readonly Lock _lock = new();
    private readonly DriverLife _life;
    private readonly ChangeFeeds _changes;
    private readonly DocumentPlace _place;
    private readonly VersionReader _versions;
    private readonly PostgresDocuments _documents;
    private readonly KvChangeBacklog _found = new();
    private readonly SeenDocuments _seen;
    private readonly HashSet<string> _hinted = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopped;
    private Task? _beginning;
    private Guid _projectLife;
    private long _nextComparison;
    private bool _isUnsure;
    private bool _isProjectHinted;

    /// <summary>Whether the project was told of, and not looked at since.</summary>
    private bool _isLifeDoubtful;
    private bool _isReading = true;
    private bool _isOver;
    private bool _isDisposed;

    public PostgresDocumentWatch(DriverLife life, ChangeFeeds changes, DocumentPlace place, VersionReader versions, PostgresDocuments documents)
    {
        _life = life;
        _changes = changes;
        _place = place;
        _versions = versions;
        _documents = documents;
        _seen = new SeenDocuments(_found.Add);
        _stopped = _stop.Token;
    }

    public KvChange Current => _found.Current;

    public void Start()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Begin().GetAwaiter().GetResult();
    }

    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        try
        {
            await Begin().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (_life.HasEnded && e is ObjectDisposedException or StorageException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _found.End();
        }

        return await _found.MoveNextAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Leave();
        }
    }

    /// <summary>A change of this process, when it was committed.</summary>
    public void Changed(string key, DocumentVersion? version)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            if (_isLifeDoubtful)
            {
                // It may be a change in a project that was made anew: only a look can tell.
                _hinted.Add(key);
                Read();
            }
            else
            {
                _seen.Changed(key, version);
            }
        }
    }

    void IChangeWatcher.Notified(ChangeHint hint)
    {
        if (hint.Project != _place.Project)
        {
            return;
        }

        lock (_lock)
        {
            if (hint.Kind == ChangeKind.Project)
            {
                _isProjectHinted = true;
                _isLifeDoubtful = true;
            }
            else if (hint.Kind != ChangeKind.Document || hint.Name != _place.Set)
            {
                return;
            }
            else
            {
                _hinted.Add(hint.Key);
            }

            Read();
        }
    }

    void IChangeWatcher.Unsure()
    {
        lock (_lock)
        {
            _isUnsure = true;
            Read();
        }
    }

    void IChangeWatcher.End()
    {
        _found.End();
        Leave();
    }

    /// <summary>Joins those who are told, and then takes in what is there: what changes in between is seen twice, and not never.</summary>
    private Task Begin()
    {
        if (_beginning is null or { IsFaulted: true } or { IsCanceled: true })
        {
            _beginning = BeginAsync();
        }

        return _beginning;
    }

    private async Task BeginAsync()
    {
        _life.ThrowIfEnded();
        _documents.Join(this);
        _changes.Add(this);
        if (!await CompareAsync(isFirst: true).ConfigureAwait(false))
        {
            Over();
        }

        lock (_lock)
        {
            _isReading = false;
            Read();
        }
    }

    /// <summary>Begins to read what there is a reason to read, where nobody does. Under the lock.</summary>
    private void Read()
    {
        if (!_isReading && !_isOver && (_hinted.Count > 0 || _isProjectHinted || IsComparisonDue))
        {
            _isReading = true;
            _ = Task.Run(ReadAsync, CancellationToken.None);
        }
    }

    private bool IsComparisonDue => _isUnsure && Stopwatch.GetTimestamp() >= _nextComparison;

    private async Task ReadAsync()
    {
        while (true)
        {
            List<string> keys;
            bool isComparison;
            lock (_lock)
            {
                isComparison = IsComparisonDue;
                if (_isOver || (_hinted.Count == 0 && !_isProjectHinted && !isComparison))
                {
                    _isReading = false;
                    return;
                }

                keys = [.. _hinted.Take(MostKeys)];
                _hinted.ExceptWith(keys);
                _isProjectHinted = false;
                _isUnsure &= !isComparison;
            }

            try
            {
                // What is compared is looked at with all the others.
                if (!await (isComparison ? CompareAsync(isFirst: false) : LookAsync(keys)).ConfigureAwait(false))
                {
                    Over();
                }
                else
                {
                    _found.Recover();
                }
            }
            catch (Exception e)
            {
                lock (_lock)
                {
                    // The next hint, or the next time that nobody is sure, begins again.
                    _hinted.UnionWith(keys);
                    _isUnsure |= isComparison;
                    _isProjectHinted = true;
                    _isReading = false;
                }

                _found.Fail(e);
                return;
            }
        }
    }

    /// <returns>Whether the project is still there.</returns>
    private async Task<bool> LookAsync(List<string> keys)
    {
        lock (_lock)
        {
            _seen.BeginReading();
        }

        VersionPage page = await _versions.FindAsync(keys, _stopped).ConfigureAwait(false);
        lock (_lock)
        {
            if (page.Life != _projectLife)
            {
                return false;
            }

            _isLifeDoubtful = _isProjectHinted;
            HashSet<string> missing = new(keys, StringComparer.Ordinal);
            foreach ((string key, DocumentVersion version) in page.Versions)
            {
                missing.Remove(key);
                _seen.Found(key, version);
            }

            foreach (string key in missing)
            {
                _seen.Missed(key);
            }

            _hinted.UnionWith(_seen.Doubtful);
            return true;
        }
    }

    /// <returns>Whether the project is still there.</returns>
    private async Task<bool> CompareAsync(bool isFirst)
    {
        long begun = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            _seen.BeginReading();
        }

        await foreach (VersionPage page in _versions.ReadAllAsync(_stopped).ConfigureAwait(false))
        {
            lock (_lock)
            {
                if (isFirst)
                {
                    _projectLife = page.Life ?? throw _documents.ProjectNotFound();
                    isFirst = false;
                }
                else if (page.Life != _projectLife)
                {
                    return false;
                }

                foreach ((string key, DocumentVersion version) in page.Versions)
                {
                    _seen.Found(key, version);
                }
            }
        }

        lock (_lock)
        {
            _isLifeDoubtful = _isProjectHinted;
            _seen.MissedTheRest();
            _hinted.UnionWith(_seen.Doubtful);
            long now = Stopwatch.GetTimestamp();
            _nextComparison = now + (ComparisonPause * (now - begun));
            return true;
        }
    }

    /// <summary>The project was deleted: what was seen until then is told, and nothing of one that was made anew.</summary>
    private void Over()
    {
        _found.End();
        Leave();
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
        }

        _changes.Remove(this);
        _documents.Leave(this);
        _stop.Cancel();
    }
}
