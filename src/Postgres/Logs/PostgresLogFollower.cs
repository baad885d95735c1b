using Ledgerline.Drivers;

namespace Ledgerline.Postgres;

/// <summary>Follows a log by its number alone: it looks again behind it whenever the log has changed.</summary>
internal sealed class PostgresLogFollower : EntryCursor, ILogSubscriber
{
    private const int SmallPage = 256;
    private const int LargePage = 2048;

    private readonly ChangeFeeds _changes;
    private readonly DriverLife _life;
    private readonly LogUpkeep _upkeep;
    private readonly LogFeed _feed;
    private readonly long? _sinceSeq;
    private readonly LiveMark _mark;
    private readonly Action<LogSkip>? _onSkipped;
    private LogState? _begun;
    private long _after;
    private Guid? _logId;
    private int _limit = SmallPage;
    private long _cuts;
    private int _hasLeft;

    /// <summary>The log's version when entries were found last, and its last number then.</summary>
    private (long Version, long LastSeq)? _seen;

    /// <summary>Where it ends, once the driver was disposed.</summary>
    private long? _end;

    public PostgresLogFollower(
        ChangeFeeds changes, DriverLife life, LogUpkeep upkeep, LogFeed feed, long? sinceSeq, Action<LogSkip>? onSkipped)
    {
        _changes = changes;
        _life = life;
        _upkeep = upkeep;
        _feed = feed;
        _sinceSeq = sinceSeq;
        _onSkipped = onSkipped;
        _mark = feed.Mark();
        LogSubscribers.Add(this);
    }

    string ILogSubscriber.Source => _feed.Log.ToString();

    long ILogSubscriber.Lag => Math.Max(0, _feed.LastSeq - Volatile.Read(ref _after));

    public override void Start() => BeginAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public override bool MoveNext()
    {
        if (IsStale)
        {
            Turn([]);
        }

        if (HasNext)
        {
            return Take();
        }

        BeginAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return !(_after >= _end) && LookAsync(long.MaxValue, CancellationToken.None).AsTask().GetAwaiter().GetResult() is Found.Entries && Take();
    }

    protected override bool IsStale => _cuts != _feed.Cuts;

    protected override void Took(long seq)
    {
        if (seq > _after + 1)
        {
            LogCursorRule.PassLost(_feed.Log.ToString(), _after, seq, _onSkipped);
        }

        Volatile.Write(ref _after, seq);
    }

    protected override async ValueTask<bool> TurnAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            Task next = _feed.NextAsync();
            long version = _feed.Version;
            bool hasEnded = _life.HasEnded;
            if (_after >= _end)
            {
                return false;
            }

            if (_seen == (version, _after) && !hasEnded)
            {
                // The last look saw that nothing is behind the entries that it found, and nothing has changed since.
                await next.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            switch (await LookAsync(version, cancellationToken).ConfigureAwait(false))
            {
                case Found.Entries:
                    return Take();
                case Found.End:
                    return false;
                default:
                    if (hasEnded)
                    {
                        return false;
                    }

                    // Where cancellation wins, WaitAsync takes its continuation back from the shared task.
                    await next.WaitAsync(cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        LogSubscribers.Remove(this);
        if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
        {
            _feed.Forget(_mark);
            _changes.Leave(_feed);
        }
    }

    /// <summary>Takes its place in the log, once.</summary>
    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (_begun is not null)
        {
            return;
        }

        LogState log = await _upkeep.FindAsync("follow", cancellationToken).ConfigureAwait(false);
        _feed.Forget(_mark);
        long live = Math.Max(Math.Min(log.LastSeq, _mark.FirstSeq - 1), log.FirstSeq - 1);
        _after = LogCursorRule.Check(
            _feed.Log.ToString(), _sinceSeq ?? live, log.FirstSeq, log.LastSeq, isFollowing: false, _onSkipped);
        _logId = log.LogId;
        _begun = log;
    }

    /// <summary>Looks behind the last number; what is found there is the next page.</summary>
    private async ValueTask<Found> LookAsync(long version, CancellationToken cancellationToken)
    {
        long cuts = _feed.Cuts;
        bool hasEnded = _life.HasEnded;
        LogPage? page = await _feed.ReadAsync(_after, _limit, version).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (page?.State is not { } log || log.Life != _begun!.Life)
        {
            return Found.End;
        }

        _cuts = cuts;
        if (hasEnded)
        {
            // What others append later is not awaited any more.
            _end ??= log.LastSeq;
        }

        string source = _feed.Log.ToString();
        if ((log.LogId != _logId && _after > 0) || _after > log.LastSeq)
        {
            throw new LogRewoundException(source, _after, log.LastSeq);
        }

        _logId = log.LogId;
        if (_after < log.FirstSeq - 1)
        {
            Volatile.Write(ref _after, LogCursorRule.Check(source, _after, log.FirstSeq, log.LastSeq, isFollowing: true, _onSkipped));
        }

        if (page.Entries.Count > 0)
        {
            _limit = page.Entries.Count == _limit ? LargePage : SmallPage;
            _seen = log.IsCompleted ? null : (version, log.LastSeq);
            Turn(page.Entries);
            return Found.Entries;
        }

        return log.IsCompleted ? Found.End : Found.Nothing;
    }

    private enum Found
    {
        Nothing,
        Entries,
        End,
    }
}
