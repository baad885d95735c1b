using System.Collections.Concurrent;
using System.Diagnostics;
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
    private readonly string _channel = ChangeNotifier.ChannelOf(database);

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
            long begun = 0;
            try
            {
                done = await database.WriteAsync(
                    "append to", place.ToString(),
                    connection =>
                    {
                        begun = Stopwatch.GetTimestamp();
                        return group.SizeInBytes >= LeastCopiedBytes ? CopyAsync(connection, group, now, logId)
                            : IsSingle(group) ? SendAsync(connection, group, now)
                            : SendAsync(connection, group, now, logId);
                    },
                    connection => ResolveAsync(connection, group, logId),
                    CancellationToken.None).ConfigureAwait(false);
            }
            catch (PostgresException e) when (Failures.IsProjectMissing(e))
            {
                throw upkeep.ProjectNotFound();
            }
            catch (StorageException) when (group.IsFlushed)
            {
                LogGroups.FlushFailed();
                throw;
            }

            if (done is { } appended)
            {
                LogGroups.Written(group.Requests.Count, group.IsFlushed ? Stopwatch.GetElapsedTime(begun) : null);
                _known = (appended.LogId, appended.LastSeq);
                changes.Tell(place, appended.LastSeq - group.Payloads.Count + 1, appended.LastSeq, appended.IsTold);
                group.Complete(appended.LastSeq - group.Payloads.Count + 1);
                await upkeep.TrimAsync(appended, group.Retention).ConfigureAwait(false);
                return;
            }

            // Nothing was written: the log is sealed, has moved on, or was deleted just now.
            LogState state = await FindAsync().ConfigureAwait(false);
            if (!state.IsThere)
            {
                _known = default;
            }

            if (group.ExpectedLastSeq is { } expected && expected != state.LastSeq)
            {
                group.Conflict(state.LastSeq);
                return;
            }
        }
    }

    /// <summary>Whether a group is what is appended most: one payload, without a condition, in a log that has begun.</summary>
    private bool IsSingle(AppendGroup group) =>
        group.Payloads.Count == 1 && group.ExpectedLastSeq is null && group.Retention is null && _known.LastSeq > 0;

    private async ValueTask<AppendedGroup?> SendAsync(NpgsqlConnection connection, AppendGroup group, long now)
    {
        string? setting = database.SynchronousCommit(group.IsFlushed);
        IReadOnlyList<ChangeHint>? hints = changes.TryTake(place);
        ConcurrentStack<SingleAppend> kept = _statements.Singles(setting, notify: hints is not null);
        if (!kept.TryPop(out SingleAppend? single))
        {
            single = new SingleAppend(_statements.One(setting), notifies: hints is not null);
        }

        try
        {
            return await single.SendAsync(connection, place, group, now, _channel, hints).ConfigureAwait(false);
        }
        catch
        {
            foreach (ChangeHint hint in hints ?? [])
            {
                changes.TellOthers(hint);
            }

            throw;
        }
        finally
        {
            kept.Push(single);
        }
    }

    private async ValueTask<AppendedGroup?> SendAsync(NpgsqlConnection connection, AppendGroup group, long now, Guid logId)
    {
        string? setting = database.SynchronousCommit(group.IsFlushed);
        bool hasBegun = _known.LastSeq > 0 || group.ExpectedLastSeq > 0;
        using NpgsqlCommand command = connection
            .Command(hasBegun ? _statements.Many(setting) : _statements.Begin(setting))
            .With(place.Project).With(place.Name).With(place.Key).With(logId).With(now)
            .WithTexts(group.Payloads).With(group.SizeInBytes).With(group.Id)
            .With((long)group.Payloads.Count).With(group.ExpectedLastSeq);
        return await ReadAsync(command).ConfigureAwait(false);
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
        if (await ReadAsync(take).ConfigureAwait(false) is not { } taken
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

    private static async ValueTask<AppendedGroup?> ReadAsync(NpgsqlCommand command)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        if (!await reader.ReadAsync().ConfigureAwait(false))
        {
            return null;
        }

        var appended = new AppendedGroup(
            reader.GetGuid(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4),
            reader.GetInt64(5), reader.GetInt64(6));
        await reader.ReadToEndAsync().ConfigureAwait(false);
        return appended;
    }
}
