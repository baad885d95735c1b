using Ledgerline.Drivers;

namespace Ledgerline.Postgres;

/// <summary>One log: what the façade asks of it, handed on to who does it.</summary>
internal sealed class PostgresLog : ILogStore
{
    private readonly Database _database;
    private readonly DriverLife _life;
    private readonly ChangeFeeds _changes;
    private readonly LogPlace _place;
    private readonly LogUpkeep _upkeep;
    private readonly AppendQueue _appends;
    private readonly LogImport _import;

    public PostgresLog(Database database, DriverLife life, ChangeFeeds changes, LogPlace place)
    {
        _database = database;
        _life = life;
        _changes = changes;
        _place = place;
        _upkeep = new LogUpkeep(database, changes, place);
        _import = new LogImport(database, changes, _upkeep, place);
        _appends = new AppendQueue(new LogAppender(database, changes, _upkeep, place), life, database.Options);
    }

    public ValueTask<AppendOutcome> AppendAsync(PayloadBatch payloads, AppendTerms terms, CancellationToken cancellationToken) =>
        _appends.AddAsync(payloads, terms, cancellationToken);

    public AppendOutcome Append(PayloadBatch payloads, AppendTerms terms) =>
        _appends.AddAsync(payloads, terms, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public ValueTask<AppendOutcome> ImportAsync(
        PayloadBatch payloads, ImportStamps stamps, Durability? durability, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stamps);
        return InsideAsync(() => _import.AddAsync(payloads, stamps, durability, cancellationToken), cancellationToken);
    }

    public async ValueTask ImportCountAsync(long afterSeq, long lastSeq, long lastTimestampMs, CancellationToken cancellationToken) => await InsideAsync(
        async () =>
        {
            await _import.CountAsync(afterSeq, lastSeq, lastTimestampMs, cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    public LogCursor OpenReader(LogReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.SinceSeq);
        if (options.Limit is { } limit)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(limit, nameof(options.Limit));
        }

        _life.ThrowIfEnded();
        return new PostgresLogReader(_database, _life, _upkeep, _place, options);
    }

    public LogCursor OpenFollower(long? sinceSeq, Action<LogSkip>? onSkipped)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sinceSeq ?? 0, nameof(sinceSeq));
        return new PostgresLogFollower(_changes, _life, _upkeep, _changes.Follow(_place), sinceSeq, onSkipped);
    }

    public async ValueTask<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        _life.ThrowIfEnded();
        return (await _upkeep.FindAsync("look at", cancellationToken).ConfigureAwait(false)).IsThere;
    }

    public async ValueTask<LogInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        _life.ThrowIfEnded();
        LogState log = await _upkeep.FindAsync("look at", cancellationToken).ConfigureAwait(false);
        return new(log.LastSeq, log.FirstSeq, log.Count, log.SizeInBytes, Time(log.Count == 0 ? null : log.FirstTs), Time(log.LastTs), log.IsCompleted);

        static DateTimeOffset? Time(long? ts) => ts is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
    }

    public ValueTask<long> TruncateBeforeAsync(long seq, CancellationToken cancellationToken) =>
        InsideAsync(() => _upkeep.TruncateAsync(seq, cancellationToken), cancellationToken);

    public async ValueTask CompleteAsync(CancellationToken cancellationToken) => await InsideAsync(
        async () =>
        {
            await _upkeep.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<LogFault> VerifyAsync(IProgress<LogProgress>? progress, CancellationToken cancellationToken) =>
        new LogVerification(_database, _life, _upkeep, _place, progress).RunAsync(cancellationToken);

    public ValueTask<LogRepairResult> RepairAsync(LogRepairOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return InsideAsync(() => new LogRepair(_database, _changes, _upkeep, _place, options).RunAsync(cancellationToken), cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(CancellationToken cancellationToken) =>
        InsideAsync(() => _upkeep.DeleteAsync(cancellationToken), cancellationToken);

    /// <summary>Does a change that disposal waits for.</summary>
    private async ValueTask<TResult> InsideAsync<TResult>(Func<ValueTask<TResult>> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _life.Enter();
        try
        {
            return await change().ConfigureAwait(false);
        }
        finally
        {
            _life.Leave();
        }
    }
}
