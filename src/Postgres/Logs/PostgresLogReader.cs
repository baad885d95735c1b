using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// Reads the entries that were committed at its first move, page by page, the next one while the last one is looked at. It
/// holds no connection and no snapshot of the database meanwhile, so a slow reader is in nobody's way.
/// </summary>
internal sealed class PostgresLogReader(Database database, DriverLife life, LogUpkeep upkeep, LogPlace place, LogReadOptions options)
    : EntryCursor
{
    private const int FirstPage = 128;

    /// <summary>How many bytes a page shall have, by the average entry.</summary>
    private const long PageBytes = 512 << 10;
    private const int LargestPage = 8192;

    private readonly CancellationTokenSource _stop = new();
    private Task<LogPage>? _ahead;
    private Guid? _logId;
    private long _firstSeq;

    /// <summary>What is left to read: the numbers between these two, not included.</summary>
    private long _low;
    private long _high;
    private long _remaining;
    private int _pageSize;
    private bool _hasBegun;
    private bool _hasDelivered;
    private bool _hasTaken;

    /// <summary>What is to be told of the beginning, once it is certain where that is.</summary>
    private LogSkip? _gap;

    private bool IsByTime => options.After is not null || options.Before is not null;

    public override void Start() => BeginAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public override bool MoveNext() =>
        HasNext ? Take() : MoveNextAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    protected override void Took(long seq)
    {
        if (options.Reverse)
        {
            if (_hasTaken)
            {
                LogCursorRule.PassLost(place.ToString(), seq, _high, options.OnSkipped);
            }

            _hasTaken = true;
            _high = seq;
        }
        else
        {
            if (seq > _low + 1)
            {
                LogCursorRule.PassLost(place.ToString(), _low, seq, options.OnSkipped);
            }

            _low = seq;
        }

        _remaining--;
    }

    protected override async ValueTask<bool> TurnAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            life.ThrowIfEnded();
            await BeginAsync(cancellationToken).ConfigureAwait(false);
            if (_remaining <= 0)
            {
                return End();
            }

            if (_high - _low <= 1)
            {
                if (!IsByTime || _hasDelivered || !await HasBeenCutAsync(cancellationToken).ConfigureAwait(false))
                {
                    return End();
                }

                // What is nothing may be what the search by time found behind the cut.
                _hasBegun = false;
                continue;
            }

            _ahead ??= ReadAsync(_low, _high, _remaining, cancellationToken);
            LogPage page = await _ahead.WaitAsync(cancellationToken).ConfigureAwait(false);
            _ahead = null;
            if (HasHole(page) && await IsTruncatedAsync(page, cancellationToken).ConfigureAwait(false) && !_hasDelivered)
            {
                // Nobody has seen anything yet: it reads the log as it is now.
                _hasBegun = false;
                continue;
            }

            if (page.Entries.Count == 0)
            {
                _remaining = 0;
                return End();
            }

            TellGap();
            _hasDelivered = true;
            Turn(page.Entries);
            ReadAhead(page);
            return Take();
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _remaining = 0;
        _hasBegun = true;
        _stop.Cancel();
    }

    private bool End()
    {
        TellGap();
        return false;
    }

    private void TellGap()
    {
        if (_gap is { } gap)
        {
            _gap = null;
            options.OnSkipped?.Invoke(gap);
        }
    }

    /// <summary>Takes its place, and reads the first page with it where that is all it needs.</summary>
    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (_hasBegun)
        {
            return;
        }

        _hasBegun = true;
        _gap = null;
        _remaining = options.Limit ?? long.MaxValue;
        long first = IsByTime ? 0 : Math.Min(FirstPage, _remaining);
        string text = options.Reverse ? EntrySql.BeginReverse(database.Schema) : EntrySql.Begin(database.Schema);
        LogPage? page = await database.ReadAsync(
            "read", place.ToString(),
            async (connection, token) =>
            {
                using NpgsqlCommand command = upkeep.On(connection.Command(text))
                    .With(options.Reverse ? long.MaxValue : options.SinceSeq).With(first);
                return await LogPage.ReadWithStateAsync(command, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        LogState log = page?.State ?? throw upkeep.ProjectNotFound();
        _low = LogCursorRule.Check(place.ToString(), options.SinceSeq, log.FirstSeq, log.LastSeq, isFollowing: false, options.OnSkipped is null ? null : gap => _gap = gap);
        _high = log.LastSeq + 1;
        _pageSize = log.Count == 0 ? FirstPage : (int)Math.Clamp(PageBytes / Math.Max(1, log.SizeInBytes / log.Count), 1, LargestPage);
        _logId = log.LogId;
        _firstSeq = log.FirstSeq;
        if (_logId is null)
        {
            return;
        }

        if (options.After is { } after)
        {
            // Entries of that very millisecond are not after it.
            _low = Math.Max(_low, await FindTimeAsync(log, after.ToUnixTimeMilliseconds() + 1, cancellationToken).ConfigureAwait(false));
        }

        if (options.Before is { } before)
        {
            long ms = (before.UtcTicks - DateTime.UnixEpoch.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
            _high = Math.Min(_high, await FindTimeAsync(log, ms, cancellationToken).ConfigureAwait(false) + 1);
        }

        if (!IsByTime)
        {
            // A page from the end knows no beginning.
            _ahead = Task.FromResult(options.Reverse ? page.Above(_low) : page);
        }
    }

    private async ValueTask<long> FindTimeAsync(LogState log, long ms, CancellationToken cancellationToken) =>
        await upkeep.FindTimeAsync(_logId!.Value, log.FirstSeq - 1, log.LastSeq + 1, ms, cancellationToken).ConfigureAwait(false)
        ?? throw new InvalidOperationException("The search by time answered nothing.");

    private void ReadAhead(LogPage page)
    {
        if (_remaining > page.Entries.Count && page.Entries.Count > 0)
        {
            long last = page.Entries[^1].Seq;
            long low = options.Reverse ? _low : last;
            long high = options.Reverse ? last : _high;
            if (high - low > 1)
            {
                _ahead = ReadAsync(low, high, _remaining - page.Entries.Count, _stop.Token);

                // Who disposes the cursor early does not wait for it.
                _ = _ahead.ContinueWith(static ahead => ahead.Exception, TaskScheduler.Default);
            }
        }
    }

    private async Task<LogPage> ReadAsync(long low, long high, long remaining, CancellationToken cancellationToken)
    {
        string text = options.Reverse ? EntrySql.PageReverse(database.Schema) : EntrySql.Page(database.Schema);
        return await database.ReadAsync(
            "read", place.ToString(),
            async (connection, token) =>
            {
                using NpgsqlCommand command = connection.Command(text)
                    .With(place.Project).With(_logId!.Value).With(low).With(high - 1).With(Math.Min(_pageSize, remaining));
                return await LogPage.ReadAsync(command, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether numbers are missing where this page should begin, or where it should have gone on.</summary>
    private bool HasHole(LogPage page) => page.Entries.Count == 0
        || (options.Reverse
            ? page.Entries.Count < Math.Min(_pageSize, _remaining) && page.Entries[^1].Seq > _low + 1
            : page.Entries[0].Seq > _low + 1);

    private async ValueTask<bool> HasBeenCutAsync(CancellationToken cancellationToken)
    {
        LogState log = await upkeep.FindAsync("read", cancellationToken).ConfigureAwait(false);
        return log.LogId != _logId || log.FirstSeq != _firstSeq;
    }

    /// <summary>Numbers that are missing were lost, or truncated since the reader began: only the log can tell.</summary>
    private async ValueTask<bool> IsTruncatedAsync(LogPage page, CancellationToken cancellationToken)
    {
        LogState log = await upkeep.FindAsync("read", cancellationToken).ConfigureAwait(false);
        bool isOther = log.LogId != _logId;
        if (!isOther && log.FirstSeq <= _low + 1)
        {
            return false;
        }

        if (_hasDelivered)
        {
            long next = page.Entries.Count == 0 || options.Reverse ? _high : page.Entries[0].Seq;
            long first = isOther ? next : Math.Min(log.FirstSeq, next);

            // Who reads from the end is due what SinceSeq says; who reads from the beginning what comes next.
            long after = LogCursorRule.Check(
                place.ToString(), options.Reverse ? options.SinceSeq : _low, first, Math.Max(log.LastSeq, _low), isFollowing: !options.Reverse, options.OnSkipped);
            _low = options.Reverse ? _low : after;
        }

        return true;
    }
}
