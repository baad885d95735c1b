using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// A log that somebody in this process follows. Followers that stand at the same number share what is read: a thousand of
/// them cost one query an append.
/// </summary>
internal sealed class LogFeed(Database database, LogPlace log)
{
    private readonly Lock _lock = new();
    private readonly ChangeSignal _changed = new();
    private readonly string _begin = EntrySql.Begin(database.Schema);
    private readonly List<LiveMark> _marks = [];
    private long _version;
    private long _cuts;
    private long _lastSeq;
    private LogHead _head;
    private (long After, int Limit, long Version, Task<LogPage?> Page) _shared = (-1, 0, 0, Task.FromResult<LogPage?>(null));

    public LogPlace Log => log;

    /// <summary>How many follow it; changed under the lock of <see cref="ChangeFeeds"/>.</summary>
    public int Followers { get; set; }

    /// <summary>The last number that this process knows of.</summary>
    public long LastSeq => Volatile.Read(ref _lastSeq);

    /// <summary>How often the log has changed, as far as is known.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>How often entries may have been removed: what was read before the last time is not to be relied on.</summary>
    public long Cuts => Volatile.Read(ref _cuts);

    /// <summary>Completes at the first change after this call; take it before <see cref="Version"/>.</summary>
    public Task NextAsync() => _changed.NextAsync();

    /// <summary>Lets the followers look.</summary>
    /// <param name="lastSeq">The last number that was told of, or 0.</param>
    /// <param name="isCut">Whether entries may have been removed.</param>
    public void Pulse(long lastSeq, bool isCut = false)
    {
        Raise(lastSeq);
        if (isCut)
        {
            Interlocked.Increment(ref _cuts);
        }

        Interlocked.Increment(ref _version);
        _changed.Pulse();
    }

    /// <summary>Begins to note for a follower that is about to take its place what this process appends from now on.</summary>
    public LiveMark Mark()
    {
        var mark = new LiveMark();
        lock (_lock)
        {
            _marks.Add(mark);
        }

        return mark;
    }

    public void Forget(LiveMark mark)
    {
        lock (_lock)
        {
            _marks.Remove(mark);
        }
    }

    /// <summary>Tells of entries that this process appended.</summary>
    public void Appended(long firstSeq, long lastSeq)
    {
        lock (_lock)
        {
            foreach (LiveMark mark in _marks)
            {
                mark.FirstSeq = Math.Min(mark.FirstSeq, firstSeq);
            }
        }

        Pulse(lastSeq);
    }

    /// <summary>Lets the followers look where the log is not as it was seen last.</summary>
    public void Saw(LogHead head)
    {
        if (head != _head)
        {
            bool isCut = head.FirstSeq != _head.FirstSeq || head.LogId != _head.LogId || head.Life != _head.Life;
            _head = head;
            Pulse(head.LastSeq, isCut);
        }
    }

    /// <summary>The log and its first entries behind a number; null where there is no project.</summary>
    /// <param name="after">The number.</param>
    /// <param name="limit">How many entries at most.</param>
    /// <param name="version">What <see cref="Version"/> was: what is read is not older.</param>
    public Task<LogPage?> ReadAsync(long after, int limit, long version)
    {
        lock (_lock)
        {
            if (_shared.After != after || _shared.Limit != limit || _shared.Version < version || _shared.Page.IsFaulted)
            {
                // One follower that is slow to take it keeps it from no other.
                var page = new TaskCompletionSource<LogPage?>(TaskCreationOptions.RunContinuationsAsynchronously);
                _shared = (after, limit, Version, page.Task);
                _ = ReadAsync(after, limit).ContinueWith(read => page.SetFromTask(read), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }

            return _shared.Page;
        }
    }

    private async Task<LogPage?> ReadAsync(long after, int limit)
    {
        LogPage? page = await database.ReadAsync(
            "follow", log.ToString(),
            async (connection, token) =>
            {
                using NpgsqlCommand command = connection.Command(_begin)
                    .With(log.Project).With(log.Name).With(log.Key).With(after).With((long)limit);
                return await LogPage.ReadWithStateAsync(command, token).ConfigureAwait(false);
            },
            CancellationToken.None).ConfigureAwait(false);
        Raise(page?.State?.LastSeq ?? 0);
        return page;
    }

    private void Raise(long lastSeq)
    {
        for (long known = LastSeq; known < lastSeq; known = LastSeq)
        {
            Interlocked.CompareExchange(ref _lastSeq, lastSeq, known);
        }
    }
}
