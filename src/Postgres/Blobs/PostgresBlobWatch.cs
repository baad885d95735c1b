using System.Diagnostics;
using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// Tells of changes by comparing which versions are stored with which were: what this process changes it is told outright, what
/// others change it looks at when they tell of the path, and now and then it looks at all paths, since what others tell may
/// get lost. It looks when it is moved, never more than once at a time, and keeps the version of each path.
/// </summary>
internal sealed class PostgresBlobWatch : IBlobWatch, IChangeWatcher
{
    /// <summary>A look at everything is followed by so many times its length of rest.</summary>
    private const int RestFactor = 99;

    private readonly PostgresBlobs _blobs;
    private readonly Database _database;
    private readonly DriverLife _life;
    private readonly ChangeFeeds _changes;
    private readonly BlobSql _sql;
    private readonly string _project;
    private readonly string _prefix;
    private readonly BlobChangeWait _wait;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();

    /// <summary>The version at each path, and the look that found it last.</summary>
    private readonly Dictionary<string, (Guid BlobId, int Look)> _known = new(StringComparer.Ordinal);

    /// <summary>The paths that this process changed since the look under way began: it may have seen them as they were before.</summary>
    private readonly HashSet<string> _changedMeanwhile = new(StringComparer.Ordinal);

    /// <summary>What this process changed before the watch knew which life of the project it watches.</summary>
    private readonly List<(string Path, bool WasThere, Guid? BlobId, Guid Life)> _early = [];
    private HashSet<string> _hinted = new(StringComparer.Ordinal);
    private Task _looking = Task.CompletedTask;
    private Guid? _watchedLife;
    private int _looks;
    private long _restsUntil;
    private bool _hasStarted;
    private bool _isUnsure;
    private bool _isProjectHinted;
    private volatile bool _isOver;
    private bool _isDisposed;

    public PostgresBlobWatch(
        PostgresBlobs blobs, Database database, DriverLife life, ChangeFeeds changes, BlobSql sql, string project, string prefix, TimeSpan debounce)
    {
        _blobs = blobs;
        _database = database;
        _life = life;
        _changes = changes;
        _sql = sql;
        _project = project;
        _prefix = prefix;
        _wait = new BlobChangeWait(debounce, database.Options.TimeProvider);
    }

    public BlobChange Current { get; private set; }

    public void Start()
    {
        Join();
        BeginAsync().GetAwaiter().GetResult();
    }

    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_hasStarted)
        {
            if (_life.HasEnded)
            {
                return false;
            }

            Join();
        }

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task next = _wait.NextAsync();
            bool hasEnded = _life.HasEnded;
            TimeSpan? rest = hasEnded ? null : await LookAsync(cancellationToken).ConfigureAwait(false);
            if (_isOver)
            {
                return false;
            }

            if (_wait.TryTake(hasEnded, out BlobChange change, out TimeSpan? delay))
            {
                Current = change;
                return true;
            }

            if (hasEnded)
            {
                return false;
            }

            if ((rest < delay ? rest : delay ?? rest) is { } due)
            {
                _wait.PulseIn(due);
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _blobs.Remove(this);
            _changes.Remove(this);
            _stop.Cancel();
            _wait.Dispose();
        }
    }

    public void Notified(ChangeHint hint)
    {
        if (hint.Project != _project)
        {
            return;
        }

        lock (_lock)
        {
            if (hint.Kind == ChangeKind.Project)
            {
                _isProjectHinted = true;
            }
            else if (hint.Kind != ChangeKind.Blob || !hint.Name.StartsWith(_prefix, StringComparison.Ordinal) || !_hinted.Add(hint.Name))
            {
                return;
            }
        }

        _wait.Pulse();
    }

    public void Unsure()
    {
        lock (_lock)
        {
            _isUnsure = true;
        }

        _wait.Pulse();
    }

    public void End() => _wait.Pulse();

    /// <summary>Takes note of what this process changed, once it is committed.</summary>
    public void Changed(string path, bool wasThere, Guid? blobId, Guid life)
    {
        if (!path.StartsWith(_prefix, StringComparison.Ordinal))
        {
            return;
        }

        lock (_lock)
        {
            if (_watchedLife is null)
            {
                _early.Add((path, wasThere, blobId, life));
            }
            else if (life == _watchedLife)
            {
                // A look may have been first to find it.
                _changedMeanwhile.Add(path);
                if ((_known.TryGetValue(path, out (Guid BlobId, int Look) known) ? known.BlobId : null as Guid?) != blobId)
                {
                    Note(path, wasThere, blobId);
                }
            }
        }

        _wait.Pulse();
    }

    /// <summary>Is told of changes from here on.</summary>
    private void Join()
    {
        if (!_hasStarted)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _hasStarted = true;
            _blobs.Add(this);
            _changes.Add(this);
        }
    }

    private Task BeginAsync()
    {
        lock (_lock)
        {
            if (_watchedLife is null && _looking.IsCompleted)
            {
                _looking = LookAtAllAsync();
            }

            return _watchedLife is null ? _looking : Task.CompletedTask;
        }
    }

    /// <summary>Looks once, where there is something to look at.</summary>
    /// <returns>When to look again at all, where that is to be done; null where it is not.</returns>
    private async ValueTask<TimeSpan?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Who cancels leaves a look under way, for who moves again.
            await BeginAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            Task earlier = _looking;
            if (!earlier.IsCompleted)
            {
                await earlier.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            TimeSpan? rest = BeginLook();
            await _looking.WaitAsync(cancellationToken).ConfigureAwait(false);
            return rest;
        }
        catch (Exception e) when (_life.HasEnded && (e is LedgerlineException or ObjectDisposedException))
        {
            return null;
        }
    }

    private TimeSpan? BeginLook()
    {
        lock (_lock)
        {
            TimeSpan rest = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _restsUntil);
            if (_isOver)
            {
                return null;
            }

            if (_isUnsure && rest <= TimeSpan.Zero)
            {
                _looking = LookAtAllAsync();
                return null;
            }

            // An earlier look that failed was told to who waited for it.
            _looking = _isProjectHinted || _hinted.Count > 0 ? LookAtHintedAsync() : Task.CompletedTask;
            return _isUnsure ? rest : null;
        }
    }

    /// <summary>Looks at what others told of. Begun under the lock.</summary>
    private async Task LookAtHintedAsync()
    {
        HashSet<string> hinted = _hinted;
        _hinted = new(StringComparer.Ordinal);
        _isProjectHinted = false;
        _changedMeanwhile.Clear();
        await Task.Yield();
        try
        {
            List<string> paths = [.. hinted];
            Dictionary<string, Guid> found = new(StringComparer.Ordinal);
            Guid? life = await ReadAsync(
                connection => connection.Command(_sql.Look).With(_project).With(paths),
                found.Clear, (path, blobId) => found[path] = blobId).ConfigureAwait(false);
            lock (_lock)
            {
                if (IsOfThisLife(life))
                {
                    foreach (string path in paths)
                    {
                        Saw(path, found.TryGetValue(path, out Guid blobId) ? blobId : null);
                    }
                }
            }
        }
        catch
        {
            lock (_lock)
            {
                _hinted.UnionWith(hinted);
                _isProjectHinted = true;
            }

            throw;
        }
    }

    /// <summary>Looks at all, or for the first time. Begun under the lock.</summary>
    private async Task LookAtAllAsync()
    {
        bool isFirst = _watchedLife is null;
        _isUnsure = false;
        _isProjectHinted = false;
        _hinted.Clear();
        _changedMeanwhile.Clear();
        int look = ++_looks;
        await Task.Yield();
        long begun = Stopwatch.GetTimestamp();
        try
        {
            var range = PathRange.Of(_prefix);
            string text = _sql.LookAtAll(range.Below is not null);
            Guid? life = await ReadAsync(
                connection =>
                {
                    NpgsqlCommand command = connection.Command(text).With(_project).With(range.From);
                    return range.Below is { } below ? command.With(below) : command;
                },
                isFirst ? Forget : static () => { },
                (path, blobId) =>
                {
                    lock (_lock)
                    {
                        if (isFirst)
                        {
                            _known[path] = (blobId, look);
                        }
                        else
                        {
                            Saw(path, blobId);
                        }
                    }
                }).ConfigureAwait(false);
            lock (_lock)
            {
                if (isFirst)
                {
                    Begun(life);
                }
                else if (IsOfThisLife(life))
                {
                    foreach (string path in _known.Where(known => known.Value.Look < look).Select(static known => known.Key).ToArray())
                    {
                        Saw(path, null);
                    }
                }
            }
        }
        catch
        {
            lock (_lock)
            {
                _isUnsure = true;
            }

            throw;
        }
        finally
        {
            TimeSpan rest = RestFactor * Stopwatch.GetElapsedTime(begun);
            if (!isFirst && rest < _database.Options.PollInterval)
            {
                rest = _database.Options.PollInterval;
            }

            lock (_lock)
            {
                _restsUntil = Stopwatch.GetTimestamp() + (long)(rest.TotalSeconds * Stopwatch.Frequency);
            }
        }
    }

    private void Begun(Guid? life)
    {
        _watchedLife = life ?? throw _blobs.ProjectNotFound();
        foreach ((string path, bool wasThere, Guid? blobId, Guid earlyLife) in _early)
        {
            if (earlyLife == life)
            {
                Note(path, wasThere, blobId);
            }
        }

        _early.Clear();
    }

    /// <summary>What an attempt saw that came to no end.</summary>
    private void Forget()
    {
        lock (_lock)
        {
            _known.Clear();
        }
    }

    private bool IsOfThisLife(Guid? life)
    {
        _isOver |= life != _watchedLife;
        return !_isOver;
    }

    /// <summary>Notes what is stored at a path, as this process changed it.</summary>
    private void Note(string path, bool wasThere, Guid? blobId)
    {
        bool isKnown = _known.TryGetValue(path, out (Guid BlobId, int Look) known);
        if (blobId is { } id)
        {
            _known[path] = (id, _looks);
        }
        else
        {
            _known.Remove(path);
        }

        _wait.Add(path, wasThere || isKnown, blobId is not null);
    }

    /// <summary>Compares what a look found at a path with what was known of it.</summary>
    private void Saw(string path, Guid? blobId)
    {
        bool isKnown = _known.TryGetValue(path, out (Guid BlobId, int Look) known);
        if (_changedMeanwhile.Contains(path))
        {
            // What was seen may be older, or newer: it is looked at again.
            _hinted.Add(path);
            _wait.Pulse();
            if (isKnown)
            {
                _known[path] = (known.BlobId, _looks);
            }
        }
        else if (blobId is { } id)
        {
            _known[path] = (id, _looks);
            if (!isKnown || known.BlobId != id)
            {
                _wait.Add(path, isKnown, isThere: true);
            }
        }
        else if (_known.Remove(path))
        {
            _wait.Add(path, wasThere: true, isThere: false);
        }
    }

    /// <summary>Reads the project's life and the versions at paths, all as they were at one moment, in constant memory.</summary>
    private ValueTask<Guid?> ReadAsync(Func<NpgsqlConnection, NpgsqlCommand> look, Action begin, Action<string, Guid> saw) => _database.ReadAsync(
        "watch", $"the blobs of {_project}",
        async (connection, token) =>
        {
            begin();
            Guid? life = null;
            using NpgsqlCommand command = look(connection);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                if (reader.IsDBNull(0))
                {
                    life = reader.GetGuid(1);
                }
                else
                {
                    saw(reader.GetString(0), reader.GetGuid(1));
                }
            }

            return life;
        },
        _stop.Token);
}
