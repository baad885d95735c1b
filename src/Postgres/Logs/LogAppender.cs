using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>Appends groups to one log, one after the other, and finds out about those whose outcome was lost.</summary>
internal sealed class LogAppender(Database database, ChangeFeeds changes, LogUpkeep upkeep, LogPlace place)
{
    /// <summary>From here on payloads are copied in: a parameter is held whole by the server, more than once.</summary>
    private const int LeastCopiedBytes = 1 << 20;

    private readonly AppendStatements _statements = AppendStatements.Of(database.Schema);
    private readonly LostBatches _batches = new(database, upkeep, place);

    /// <summary>The log's life and last number as the last append left them: nothing of ours stands below it any more.</summary>
    private (Guid LogId, long LastSeq) _known;

    /// <summary>The log as it is; it must take entries.</summary>
    /// <exception cref="LogCompletedException">It was sealed.</exception>
    public async ValueTask<LogState> FindAsync()
    {
        LogState state = await upkeep.FindAsync("append to", CancellationToken.None).ConfigureAwait(false);
        return state.IsCompleted ? throw new LogCompletedException(place.ToString(), state.LastSeq) : state;
    }

    /// <summary>Appends a group that is not empty, tells it the outcome, and then applies the log's policy.</summary>
    public async ValueTask AppendAsync(AppendGroup group)
    {
        long now = database.Options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        var logId = Guid.CreateVersion7();
        while (true)
        {
            AppendedGroup? done;
            try
            {
                done = await database.WriteAsync(
                    "append to", place.ToString(),
                    connection => group.SizeInBytes >= LeastCopiedBytes
                        ? CopyAsync(connection, group, now, logId)
                        : SendAsync(connection, group, now, logId),
                    connection => ResolveAsync(connection, group, logId),
                    CancellationToken.None).ConfigureAwait(false);
            }
            catch (PostgresException e) when (Failures.IsProjectMissing(e))
            {
                throw upkeep.ProjectNotFound();
            }

            if (done is { } appended)
            {
                _known = (appended.LogId, appended.LastSeq);
                changes.Tell(place, appended.LastSeq - group.Payloads.Count + 1, appended.LastSeq);
                group.Complete(appended.LastSeq - group.Payloads.Count + 1);
                await upkeep.TrimAsync(appended, group.Retention).ConfigureAwait(false);
                return;
            }

            // Nothing was written: the log is sealed, has moved on, or was deleted just now.
            LogState state = await FindAsync().ConfigureAwait(false);
            if (group.ExpectedLastSeq is { } expected && expected != state.LastSeq)
            {
                group.Conflict(state.LastSeq);
                return;
            }
        }
    }

    private async ValueTask<AppendedGroup?> SendAsync(NpgsqlConnection connection, AppendGroup group, long now, Guid logId)
    {
        string? setting = database.SynchronousCommit(group.IsFlushed);
        bool isOne = group.Payloads.Count == 1 && group.ExpectedLastSeq is null && group.Retention is null;
        using NpgsqlCommand command = connection
            .Command(isOne ? _statements.One(setting) : group.ExpectedLastSeq > 0 ? _statements.Expected(setting) : _statements.Many(setting))
            .With(place.Project).With(place.Name).With(place.Key).With(logId).With(now);
        if (isOne)
        {
            command.WithText(group.Payloads[0]);
        }
        else
        {
            command.WithTexts(group.Payloads);
        }

        command.With(group.SizeInBytes).With(group.Id);
        if (!isOne)
        {
            command.With((long)group.Payloads.Count).With(group.ExpectedLastSeq);
        }

        return await ReadAsync(command, isOne).ConfigureAwait(false);
    }

    /// <summary>The same for many bytes: they are sent on as they are read, in a transaction of several round trips.</summary>
    private async ValueTask<AppendedGroup?> CopyAsync(NpgsqlConnection connection, AppendGroup group, long now, Guid logId)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        if (database.SynchronousCommit(group.IsFlushed) is { } setting)
        {
            using NpgsqlCommand set = connection.Command($"set local synchronous_commit = {setting}");
            await set.ExecuteNonQueryAsync().ConfigureAwait(false);
        }

        using NpgsqlCommand take = connection.Command(_statements.Take)
            .With(place.Project).With(place.Name).With(place.Key).With(logId).With(now)
            .With((long)group.Payloads.Count).With(group.SizeInBytes);
        if (await ReadAsync(take, isOne: false).ConfigureAwait(false) is not { } taken
            || (group.ExpectedLastSeq is { } expected && expected != taken.LastSeq - group.Payloads.Count))
        {
            await transaction.RollbackAsync().ConfigureAwait(false);
            return null;
        }

        await EntryCopy.WriteAsync(connection, _statements.Copy, place.Project, taken, group).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        return taken;
    }

    private async ValueTask<Resolution<AppendedGroup?>> ResolveAsync(NpgsqlConnection connection, AppendGroup group, Guid logId)
    {
        (Guid LogId, long FirstSeq)? found = await _batches.FindAsync(connection, group.Id, logId, _known).ConfigureAwait(false);
        if (found is { } batch)
        {
            return new(true, new AppendedGroup(batch.LogId, batch.FirstSeq + group.Payloads.Count - 1, 0, 0, 0, 0, 0));
        }

        group.Renew();
        return Resolution<AppendedGroup?>.NotDone;
    }

    private static async ValueTask<AppendedGroup?> ReadAsync(NpgsqlCommand command, bool isOne)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        if (!await reader.ReadAsync().ConfigureAwait(false))
        {
            return null;
        }

        AppendedGroup appended = isOne
            ? new(reader.GetGuid(0), reader.GetInt64(1), reader.GetInt64(2), 0, 0, 0, 0)
            : new(
                reader.GetGuid(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4),
                reader.GetInt64(5), reader.GetInt64(6));

        // The commit's own failure comes behind the rows.
        while (await reader.ReadAsync().ConfigureAwait(false) || await reader.NextResultAsync().ConfigureAwait(false))
        {
        }

        return appended;
    }
}
