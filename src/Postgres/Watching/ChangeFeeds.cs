using System.Collections.Concurrent;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// Who in this process follows or watches what, and one connection for all of them. Changes of this process are told to its
/// own followers directly, and to other processes by <see cref="ChangeNotifier"/>. Safe to use from any thread.
/// </summary>
internal sealed class ChangeFeeds : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<LogPlace, LogFeed> _logs = new();
    private readonly ConcurrentDictionary<IChangeWatcher, bool> _watchers = new();
    private readonly Database _database;
    private readonly DriverLife _life;
    private readonly ChangeNotifier _notifier;
    private readonly ChangeListener _listener;
    private bool _hasEnded;

    public ChangeFeeds(Database database, DriverLife life)
    {
        _database = database;
        _life = life;
        _notifier = new ChangeNotifier(database);
        _listener = new ChangeListener(database, this);
    }

    /// <summary>The logs that somebody follows.</summary>
    public ICollection<LogFeed> Logs => _logs.Values;

    /// <summary>Joins those who follow a log; <see cref="Leave"/> parts.</summary>
    public LogFeed Follow(LogPlace log)
    {
        lock (_lock)
        {
            _life.ThrowIfEnded();
            LogFeed feed = _logs.GetOrAdd(log, place => new LogFeed(_database, place));
            feed.Followers++;
            _listener.Start();
            return feed;
        }
    }

    public void Leave(LogFeed feed)
    {
        lock (_lock)
        {
            if (--feed.Followers == 0)
            {
                _logs.TryRemove(feed.Log, out _);
                StopIfIdle();
                if (_hasEnded && _logs.IsEmpty)
                {
                    _ = _database.DisposeAsync().AsTask();
                }
            }
        }
    }

    /// <summary>Begins to tell a watcher; <see cref="Remove"/> ends that.</summary>
    public void Add(IChangeWatcher watcher)
    {
        lock (_lock)
        {
            _life.ThrowIfEnded();
            _watchers[watcher] = true;
            _listener.Start();
        }
    }

    public void Remove(IChangeWatcher watcher)
    {
        lock (_lock)
        {
            if (_watchers.TryRemove(watcher, out _))
            {
                StopIfIdle();
            }
        }
    }

    /// <summary>What an append that is about to be sent takes along to other processes, or null; it is told of with <see cref="Tell(LogPlace, long, long, bool)"/> then as before.</summary>
    public IReadOnlyList<ChangeHint>? TryTake(LogPlace log) => _notifier.TryTake(ChangeHint.Of(log));

    /// <summary>Tells of entries that were committed by this process.</summary>
    /// <param name="log">Their log.</param>
    /// <param name="firstSeq">The first one's number.</param>
    /// <param name="lastSeq">The last one's number.</param>
    /// <param name="isTold">Whether other processes were told.</param>
    public void Tell(LogPlace log, long firstSeq, long lastSeq, bool isTold = false)
    {
        if (_logs.TryGetValue(log, out LogFeed? feed))
        {
            feed.Appended(firstSeq, lastSeq);
        }

        if (isTold)
        {
            _notifier.WasTold();
        }
        else
        {
            _notifier.Add(ChangeHint.Of(log));
        }
    }

    /// <summary>Tells of a change that was committed by this process.</summary>
    public void Tell(ChangeHint hint)
    {
        Notified(hint);
        TellOthers(hint);
    }

    /// <summary>The same where the watchers of this process know more of it already.</summary>
    public void TellOthers(ChangeHint hint) => _notifier.Add(hint);

    /// <summary>Hands on what a process told.</summary>
    public void Notified(ChangeHint hint)
    {
        if (hint.Kind is ChangeKind.Log or ChangeKind.Cut)
        {
            if (_logs.TryGetValue(new(hint.Project, hint.Name, hint.Key), out LogFeed? feed))
            {
                feed.Pulse(0, hint.Kind == ChangeKind.Cut);
            }

            return;
        }

        if (hint.Kind == ChangeKind.Project)
        {
            foreach ((LogPlace log, LogFeed feed) in _logs)
            {
                if (log.Project == hint.Project)
                {
                    feed.Pulse(0, isCut: true);
                }
            }
        }

        foreach (IChangeWatcher watcher in _watchers.Keys)
        {
            watcher.Notified(hint);
        }
    }

    /// <summary>Lets all logs be looked at: something may have been missed.</summary>
    public void PulseAll()
    {
        foreach (LogFeed feed in _logs.Values)
        {
            feed.Pulse(0);
        }
    }

    /// <summary>Lets everything that is watched be compared.</summary>
    public void Unsure()
    {
        foreach (IChangeWatcher watcher in _watchers.Keys)
        {
            watcher.Unsure();
        }
    }

    /// <summary>Looks now, as the listener does now and then.</summary>
    public async ValueTask LookAsync()
    {
        NpgsqlConnection connection = await _database.OpenAsync(
            _database.Begin("look at", _database.Options.Schema), CancellationToken.None).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await _listener.LookAsync(connection, CancellationToken.None).ConfigureAwait(false);
        }

        Unsure();
    }

    /// <summary>
    /// Ends what is followed and watched. Who follows is still given what was acknowledged, and the database goes with the
    /// last of them.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _notifier.DisposeAsync().ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
        foreach (IChangeWatcher watcher in _watchers.Keys)
        {
            watcher.End();
        }

        bool isFollowed;
        lock (_lock)
        {
            _hasEnded = true;
            isFollowed = !_logs.IsEmpty;
        }

        PulseAll();
        if (isFollowed)
        {
            _database.Rest();
        }
        else
        {
            await _database.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void StopIfIdle()
    {
        if (_logs.IsEmpty && _watchers.IsEmpty)
        {
            _listener.Stop();
        }
    }
}
