using System.Runtime.InteropServices;
using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>Adds entries that keep their numbers and times to one log, and has its count go on without entries.</summary>
internal sealed class LogImport(Database database, ChangeFeeds changes, LogUpkeep upkeep, LogPlace place)
{
    private readonly LostBatches _batches = new(database, upkeep, place);

    /// <exception cref="LogCompletedException">The log was sealed.</exception>
    /// <exception cref="LogSequenceException">The log goes on with another number.</exception>
    public async ValueTask<AppendOutcome> AddAsync(
        PayloadBatch payloads, ImportStamps stamps, Durability? durability, CancellationToken cancellationToken)
    {
        var batch = Guid.CreateVersion7();
        var logId = Guid.CreateVersion7();

        // The batch would stand behind the number that the log had come to, in the life that it then had.
        (Guid LogId, long LastSeq) known = default;
        await WriteAsync(
            connection => AddAsync(connection, payloads, stamps, durability, batch, logId, life => known = (life, stamps.AfterSeq)),
            async connection => new(await _batches.FindAsync(connection, batch, logId, known).ConfigureAwait(false) is not null, true),
            cancellationToken).ConfigureAwait(false);
        changes.Tell(place, stamps.FirstSeq, stamps.LastSeq);
        return new(stamps.FirstSeq, stamps.LastSeq, IsConflict: false);
    }

    /// <inheritdoc cref="AddAsync(PayloadBatch, ImportStamps, Durability?, CancellationToken)"/>
    public async ValueTask CountAsync(long afterSeq, long lastSeq, long lastTimestampMs, CancellationToken cancellationToken)
    {
        var logId = Guid.CreateVersion7();
        await WriteAsync(
            async connection =>
            {
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
                await HoldAsync(connection, logId, afterSeq).ConfigureAwait(false);
                await AdvanceAsync(connection, lastSeq, lastTimestampMs, 0, 0, null).ConfigureAwait(false);
                await transaction.CommitAsync().ConfigureAwait(false);
                return true;
            },
            async connection =>
            {
                // Whoever took the count there, it is there; the row's lock waits for a transaction that is still at work.
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
                LogState? log = await upkeep.OccupyAsync(connection, logId).ConfigureAwait(false);
                bool isThere = log?.LastSeq == lastSeq && log.LastTs == lastTimestampMs;
                if (isThere)
                {
                    await transaction.CommitAsync().ConfigureAwait(false);
                }

                return new(isThere, true);
            },
            cancellationToken).ConfigureAwait(false);
        changes.Tell(place, lastSeq, lastSeq);
    }

    private async ValueTask<bool> AddAsync(
        NpgsqlConnection connection, PayloadBatch payloads, ImportStamps stamps, Durability? durability, Guid batch, Guid logId, Action<Guid> held)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        if (database.SynchronousCommit((durability ?? database.Options.Durability) == Durability.Flushed) is { } setting)
        {
            using NpgsqlCommand set = connection.Command($"set local synchronous_commit = {setting}");
            await set.ExecuteNonQueryAsync().ConfigureAwait(false);
        }

        LogState log = await HoldAsync(connection, logId, stamps.AfterSeq).ConfigureAwait(false);
        held(log.LogId!.Value);
        using (NpgsqlCommand add = connection.Command(AppendSql.Import(database.Schema)).Unhurried()
            .With(place.Project).With(log.LogId.Value)
            .With((IList<long>)Array(stamps.Seqs)).With((IList<long>)Array(stamps.TimestampsMs))
            .WithTexts([.. Enumerable.Range(0, payloads.Count).Select(i => payloads[i])])
            .With(batch))
        {
            await add.ExecuteNonQueryAsync().ConfigureAwait(false);
        }

        await AdvanceAsync(
            connection, stamps.LastSeq, stamps.TimestampsMs.Span[^1], payloads.Count, payloads.Bytes.Length,
            (stamps.FirstSeq, stamps.TimestampsMs.Span[0])).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        return true;
    }

    private async ValueTask<LogState> HoldAsync(NpgsqlConnection connection, Guid logId, long afterSeq)
    {
        LogState? log;
        do
        {
            log = await upkeep.OccupyAsync(connection, logId).ConfigureAwait(false);
        }
        while (log is null);
        if (log.IsCompleted)
        {
            throw new LogCompletedException(place.ToString(), log.LastSeq);
        }

        ImportStamps.ThrowUnlessAfter(place.ToString(), afterSeq, log.LastSeq);
        return log;
    }

    private async ValueTask AdvanceAsync(
        NpgsqlConnection connection, long lastSeq, long lastTs, long count, long size, (long Seq, long Ts)? first)
    {
        using NpgsqlCommand advance = upkeep.On(connection.Command(LogSql.Advance(database.Schema)))
            .With(lastSeq).With(lastTs).With(count).With(size).With(first?.Seq).With(first?.Ts);
        await advance.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private async ValueTask WriteAsync(
        Func<NpgsqlConnection, ValueTask<bool>> write,
        Func<NpgsqlConnection, ValueTask<Resolution<bool>>> resolve,
        CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync("import into", place.ToString(), write, resolve, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (Failures.IsProjectMissing(e))
        {
            throw upkeep.ProjectNotFound();
        }
    }

    private static long[] Array(ReadOnlyMemory<long> values) =>
        MemoryMarshal.TryGetArray(values, out ArraySegment<long> segment) && segment.Count == segment.Array!.Length ? segment.Array : values.ToArray();
}
