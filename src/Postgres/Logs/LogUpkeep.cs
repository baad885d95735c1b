using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>What is done with one log as a whole: looked at, cut, sealed, deleted.</summary>
internal sealed class LogUpkeep(Database database, ChangeFeeds changes, LogPlace place)
{
    private readonly string _state = LogSql.State(database.Schema);

    public ProjectNotFoundException ProjectNotFound() => new(place.Project, $"postgres:{database.Options.Schema}");

    /// <summary>The log as it is now.</summary>
    /// <exception cref="ProjectNotFoundException">The project does not exist.</exception>
    public async ValueTask<LogState> FindAsync(string operation, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            operation, place.ToString(),
            async (connection, token) =>
            {
                using NpgsqlCommand command = On(connection.Command(_state));
                await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                return await reader.ReadAsync(token).ConfigureAwait(false) ? LogState.Read(reader) : null;
            },
            cancellationToken).ConfigureAwait(false) ?? throw ProjectNotFound();

    /// <summary>Removes the entries up to a number.</summary>
    /// <returns>How many.</returns>
    public async ValueTask<long> TruncateAsync(long seq, CancellationToken cancellationToken)
    {
        long now = database.Options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        var truncation = Guid.CreateVersion7();
        long count = await ChangeAsync(
            "truncate",
            async connection =>
            {
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
                if (await HoldAsync(connection).ConfigureAwait(false) is not { LogId: not null })
                {
                    return 0;
                }

                // With the row in hand: an append that was waited for is seen.
                using NpgsqlCommand truncate = On(connection.Command(LogSql.Truncate(database.Schema)).Unhurried()).With(seq).With(now).With(truncation);
                long removed = (long)(await truncate.ExecuteScalarAsync().ConfigureAwait(false))!;
                await transaction.CommitAsync().ConfigureAwait(false);
                return removed;
            },
            connection => FindTruncationAsync(connection, truncation),
            cancellationToken).ConfigureAwait(false);
        changes.Tell(ChangeHint.OfCut(place));
        return count;
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await ChangeAsync(
            "complete",
            async connection =>
            {
                using NpgsqlCommand complete = On(connection.Command(LogSql.Complete(database.Schema))).With(Guid.CreateVersion7());
                return await complete.ExecuteNonQueryAsync().ConfigureAwait(false);
            },
            Again<int>,
            cancellationToken).ConfigureAwait(false);
        changes.Tell(ChangeHint.Of(place));
    }

    public async ValueTask<bool> DeleteAsync(CancellationToken cancellationToken)
    {
        LogState log = await FindAsync("delete", cancellationToken).ConfigureAwait(false);
        if (log.LogId is not { } logId)
        {
            return false;
        }

        // By its life: another log that began meanwhile is another log, also when this is tried again.
        await ChangeAsync(
            "delete",
            async connection =>
            {
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
                using NpgsqlCommand delete = On(connection.Command(LogSql.Delete(database.Schema))).With(logId).With(database.OldestWrite);
                if (await delete.ExecuteNonQueryAsync().ConfigureAwait(false) == 0)
                {
                    using NpgsqlCommand empty = On(connection.Command(LogSql.Empty(database.Schema))).With(logId).With(Guid.CreateVersion7());
                    await empty.ExecuteNonQueryAsync().ConfigureAwait(false);
                }

                using NpgsqlCommand quarantine = On(connection.Command(RepairSql.DeleteQuarantine(database.Schema)));
                await quarantine.ExecuteNonQueryAsync().ConfigureAwait(false);
                foreach (string table in (string[])["entry", "removed_batch"])
                {
                    using NpgsqlCommand rows = connection.Command(LogSql.DeleteEntries(database.Schema, table)).Unhurried().With(place.Project).With(logId);
                    await rows.ExecuteNonQueryAsync().ConfigureAwait(false);
                }

                await transaction.CommitAsync().ConfigureAwait(false);
                return true;
            },
            Again<bool>,
            cancellationToken).ConfigureAwait(false);
        changes.Tell(ChangeHint.OfCut(place));
        return log.IsThere;
    }

    /// <summary>Removes what is more than a policy keeps, where it is so much more that it pays. What fails is left for the next time.</summary>
    public async ValueTask TrimAsync(AppendedGroup log, LogRetention? retention)
    {
        if (retention is null || log.Count == 0)
        {
            return;
        }

        long now = database.Options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        try
        {
            long? keepFrom = null;
            if (retention.HasTooMany(log.Count))
            {
                keepFrom = await SearchAsync(EntrySql.FindCount(database.Schema), log, log.Count - retention.MaxEntries!.Value).ConfigureAwait(false);
            }

            if (retention.IsTooLarge(log.SizeInBytes))
            {
                keepFrom = Later(keepFrom, await SearchAsync(EntrySql.FindSize(database.Schema), log, log.SizeInBytes, retention.MaxBytes!.Value).ConfigureAwait(false));
            }

            if (retention.IsTooOld(log.FirstTs, now))
            {
                long? last = await SearchAsync(
                    EntrySql.FindTime(database.Schema), log, log.FirstSeq - 1, log.LastSeq + 1, retention.OldestKept(now)).ConfigureAwait(false);
                keepFrom = Later(keepFrom, last + 1);
            }

            if (keepFrom is { } first)
            {
                await TruncateAsync(Math.Min(first, log.LastSeq) - 1, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (LedgerlineException e)
        {
            DriverEvents.TrimmingFailed(database.Options.Logger, place.ToString(), e);
        }
    }

    /// <summary>Looks for a number in the log's life.</summary>
    public ValueTask<long?> FindTimeAsync(Guid logId, long low, long high, long ts, CancellationToken cancellationToken) =>
        SearchAsync(EntrySql.FindTime(database.Schema), logId, [low, high, ts], cancellationToken);

    /// <summary>Keeps the log's row from everybody else until the transaction ends; null where there is no log.</summary>
    public async ValueTask<LogState?> HoldAsync(NpgsqlConnection connection)
    {
        using NpgsqlCommand hold = On(connection.Command(LogSql.Lock(database.Schema)));
        await using NpgsqlDataReader reader = await hold.ExecuteReaderAsync().ConfigureAwait(false);
        return await reader.ReadAsync().ConfigureAwait(false) ? LogState.Read(reader) : null;
    }

    /// <summary>The same, and makes a log that was never appended to, where there is none, until the transaction is undone.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="logId">The log's life then.</param>
    /// <returns>Null where the log was deleted this very moment.</returns>
    public async ValueTask<LogState?> OccupyAsync(NpgsqlConnection connection, Guid logId)
    {
        using NpgsqlCommand occupy = On(connection.Command(AppendSql.Occupy(database.Schema))).With(logId);
        await occupy.ExecuteNonQueryAsync().ConfigureAwait(false);
        return await HoldAsync(connection).ConfigureAwait(false);
    }

    /// <summary>The log's three parameters.</summary>
    public NpgsqlCommand On(NpgsqlCommand command) => command.With(place.Project).With(place.Name).With(place.Key);

    private static long? Later(long? one, long? other) => one is { } a && other is { } b ? Math.Max(a, b) : one ?? other;

    private ValueTask<long?> SearchAsync(string text, AppendedGroup log, params long[] values) =>
        SearchAsync(text, log.LogId, values, CancellationToken.None);

    private ValueTask<long?> SearchAsync(string text, Guid logId, long[] values, CancellationToken cancellationToken) => database.ReadAsync(
        "search", place.ToString(),
        async (connection, token) =>
        {
            using NpgsqlCommand command = connection.Command(text).With(place.Project).With(logId);
            foreach (long value in values)
            {
                command.With(value);
            }

            return await command.ExecuteScalarAsync(token).ConfigureAwait(false) as long?;
        },
        cancellationToken);

    /// <summary>How many a truncation whose outcome was lost has removed, once a transaction still at work has ended.</summary>
    private async ValueTask<Resolution<long>> FindTruncationAsync(NpgsqlConnection connection, Guid truncation)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        if (await HoldAsync(connection).ConfigureAwait(false) is not { LogId: { } logId })
        {
            return Resolution<long>.NotDone;
        }

        using NpgsqlCommand find = connection.Command(LogSql.FindTruncation(database.Schema)).With(place.Project).With(logId).With(truncation);
        if (await find.ExecuteScalarAsync().ConfigureAwait(false) is not long removed)
        {
            return Resolution<long>.NotDone;
        }

        // What is found is on the standbys too, once this is.
        await transaction.CommitAsync().ConfigureAwait(false);
        return new(true, removed);
    }

    /// <summary>For what may be done twice: what is gone is not removed again, and what is sealed not sealed.</summary>
    private static ValueTask<Resolution<TResult>> Again<TResult>(NpgsqlConnection connection) => new(Resolution<TResult>.NotDone);

    private async ValueTask<TResult> ChangeAsync<TResult>(
        string operation,
        Func<NpgsqlConnection, ValueTask<TResult>> change,
        Func<NpgsqlConnection, ValueTask<Resolution<TResult>>> resolve,
        CancellationToken cancellationToken)
    {
        await FindAsync(operation, cancellationToken).ConfigureAwait(false);
        try
        {
            return await database.WriteAsync(operation, place.ToString(), change, resolve, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (Failures.IsProjectMissing(e))
        {
            throw ProjectNotFound();
        }
    }
}
