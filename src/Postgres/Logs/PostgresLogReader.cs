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
    private Guid _logId;

    /// <summary>What is left to read: the numbers between these two, not included.</summary>
    private long _low;
    private long _high;
    private long _remaining;
    private int _pageSize;
    private bool _hasBegun;

    public override bool MoveNext() =>
        HasNext ? Take() : MoveNextAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    protected override void Took(long seq)
    {
        if (options.Reverse)
        {
            if (seq < _high - 1)
            {
                LostEntries.Tell(options.OnSkipped, place, seq + 1, _high - 1);
            }

            _high = seq;
        }
        else
        {
            if (seq > _low + 1)
            {
                LostEntries.Tell(options.OnSkipped, place, _low + 1, seq - 1);
            }

            _low = seq;
        }

        _remaining--;
    }

    protected override async ValueTask<bool> TurnAsync(CancellationToken cancellationToken)
    {
        life.ThrowIfEnded();
        LogPage? page = null;
        if (!_hasBegun)
        {
            _hasBegun = true;
            page = await BeginAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_remaining <= 0 || _high - _low <= 1)
        {
            return false;
        }

        if (page is null)
        {
            _ahead ??= ReadAsync(cancellationToken);
            Task<LogPage> ahead = _ahead;
            page = await ahead.WaitAsync(cancellationToken).ConfigureAwait(false);
            _ahead = null;
        }

        if (page.Entries.Count == 0 || (!options.Reverse && page.Entries[0].Seq > _low + 1))
        {
            await CheckGapAsync(page.Entries.Count == 0 ? _high : page.Entries[0].Seq, cancellationToken).ConfigureAwait(false);
        }

        if (page.Entries.Count == 0)
        {
            _remaining = 0;
            return false;
        }

        Turn(page.Entries);
        ReadAhead(page);
        return Take();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _remaining = 0;
        _hasBegun = true;
        _stop.Cancel();
    }

    /// <summary>Takes its place, and reads the first page with it where that is all it needs.</summary>
    private async ValueTask<LogPage?> BeginAsync(CancellationToken cancellationToken)
    {
        bool isByTime = options.After is not null || options.Before is not null;
        _remaining = options.Limit ?? long.MaxValue;
        long first = isByTime ? 0 : Math.Min(FirstPage, _remaining);
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
        _low = LogCursorRule.Check(place.ToString(), options.SinceSeq, log.FirstSeq, log.LastSeq, isFollowing: false, options.OnSkipped);
        _high = log.LastSeq + 1;
        _pageSize = log.Count == 0 ? FirstPage : (int)Math.Clamp(PageBytes / Math.Max(1, log.SizeInBytes / log.Count), 1, LargestPage);
        if (log.LogId is not { } logId)
        {
            return null;
        }

        _logId = logId;
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

        return isByTime ? null : options.Reverse ? AboveLow(page) : page;
    }

    /// <summary>A page from the end knows no beginning.</summary>
    private LogPage AboveLow(LogPage page) => page.Above(_low);

    private async ValueTask<long> FindTimeAsync(LogState log, long ms, CancellationToken cancellationToken) =>
        await upkeep.FindTimeAsync(_logId, log.FirstSeq - 1, log.LastSeq + 1, ms, cancellationToken).ConfigureAwait(false)
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

    private Task<LogPage> ReadAsync(CancellationToken cancellationToken) => ReadAsync(_low, _high, _remaining, cancellationToken);

    private async Task<LogPage> ReadAsync(long low, long high, long remaining, CancellationToken cancellationToken)
    {
        string text = options.Reverse ? EntrySql.PageReverse(database.Schema) : EntrySql.Page(database.Schema);
        return await database.ReadAsync(
            "read", place.ToString(),
            async (connection, token) =>
            {
                using NpgsqlCommand command = connection.Command(text)
                    .With(place.Project).With(_logId).With(low).With(high - 1).With(Math.Min(_pageSize, remaining));
                return await LogPage.ReadAsync(command, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Numbers that are missing were lost, or truncated since the reader began: only the log can tell.</summary>
    private async ValueTask CheckGapAsync(long nextSeq, CancellationToken cancellationToken)
    {
        LogState log = await upkeep.FindAsync("read", cancellationToken).ConfigureAwait(false);
        bool isOther = log.LogId != _logId;
        long firstSeq = isOther ? nextSeq : Math.Min(log.FirstSeq, nextSeq);
        if (firstSeq > _low + 1 && !options.Reverse)
        {
            _low = LogCursorRule.Check(place.ToString(), _low, firstSeq, Math.Max(log.LastSeq, _low), isFollowing: true, options.OnSkipped);
        }
    }
}
