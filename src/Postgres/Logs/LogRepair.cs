using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// Takes out of a log what is no entry, and makes its row say what is left: numbers that are missing are lost from then on. One
/// transaction, which holds the log's row, so that nobody appends meanwhile.
/// </summary>
internal sealed class LogRepair(Database database, ChangeFeeds changes, LogUpkeep upkeep, LogPlace place, LogRepairOptions options)
{
    private readonly string _schema = database.Schema;
    private readonly Guid _repair = Guid.CreateVersion7();
    private readonly Guid _backup = Guid.CreateVersion7();
    private LogRepairResult _result = new(0, 0, 0, 0, null);
    private bool _hasBegun;
    private long _lowest;
    private long _highest;

    /// <exception cref="ProjectNotFoundException">The project does not exist.</exception>
    public async ValueTask<LogRepairResult> RunAsync(CancellationToken cancellationToken)
    {
        LogRepairResult result = await database.WriteAsync(
            "repair", place.ToString(), connection => RepairAsync(connection, cancellationToken), FindAsync, cancellationToken).ConfigureAwait(false);
        if (result.Changed)
        {
            changes.Tell(ChangeHint.OfCut(place));
        }

        return result;
    }

    private async ValueTask<LogRepairResult> RepairAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        (_result, _hasBegun, _lowest, _highest) = (new(0, 0, 0, 0, null), false, long.MaxValue, 0);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        if (database.SynchronousCommit(isFlushed: true) is { } setting)
        {
            using NpgsqlCommand set = connection.Command($"set local synchronous_commit = {setting}");
            await set.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await upkeep.HoldAsync(connection).ConfigureAwait(false);
        using NpgsqlCommand look = upkeep.On(connection.Command(SurveySql.Picture(_schema)));
        LogPicture picture = await LogPicture.ReadAsync(look, cancellationToken).ConfigureAwait(false) ?? throw upkeep.ProjectNotFound();
        if (picture.Log.LogId is not { } logId)
        {
            return _result;
        }

        await SurveyAsync(connection, logId, cancellationToken).ConfigureAwait(false);
        if (!_hasBegun && picture.IsSound)
        {
            return _result with { Entries = picture.Entries };
        }

        await BeginAsync(connection, logId, cancellationToken).ConfigureAwait(false);
        Guid countedId = options.Renumber ? await RenumberAsync(connection, logId, cancellationToken).ConfigureAwait(false) : logId;
        using NpgsqlCommand count = Untimed(upkeep.On(connection.Command(RepairSql.Count(_schema))).With(countedId).With(_highest));
        _result = _result with { Entries = (long)(await count.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))! };
        cancellationToken.ThrowIfCancellationRequested();
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return _result;
    }

    /// <summary>Looks at every entry, and sets aside what cannot stay.</summary>
    private async ValueTask SurveyAsync(NpgsqlConnection connection, Guid logId, CancellationToken cancellationToken)
    {
        string text = SurveySql.Page(_schema);
        long after = long.MinValue;
        while (await SurveyPage.ReadAsync(connection, upkeep, text, after, cancellationToken).ConfigureAwait(false) is { Entries: { Count: > 0 } entries } page)
        {
            foreach (SurveyedEntry entry in entries)
            {
                if (entry.Fault is not null)
                {
                    await BeginAsync(connection, logId, cancellationToken).ConfigureAwait(false);
                }

                // What is behind the last number keeps its own: the count goes on behind it. What is before the first was removed.
                if (entry.IsEntry && (options.Renumber || entry.Seq >= page.FirstSeq))
                {
                    _lowest = Math.Min(_lowest, entry.Seq);
                }
                else
                {
                    await SetAsideAsync(connection, logId, entry, cancellationToken).ConfigureAwait(false);
                }

                _highest = entry.Seq <= SurveyedEntry.MaxSeq ? Math.Max(_highest, entry.Seq) : _highest;
            }

            after = entries[^1].Seq;
        }
    }

    /// <summary>Before the first change: the row is kept as it was, and where it was asked for a copy of all entries.</summary>
    private async ValueTask BeginAsync(NpgsqlConnection connection, Guid logId, CancellationToken cancellationToken)
    {
        if (_hasBegun)
        {
            return;
        }

        _hasBegun = true;
        await KeepRowAsync(connection, _repair, cancellationToken).ConfigureAwait(false);
        _result = _result with { Changed = true, QuarantinePath = place.QuarantineIn(database.Options.Schema, _repair) };
        if (options.Backup || options.Renumber)
        {
            await KeepRowAsync(connection, _backup, cancellationToken).ConfigureAwait(false);
            using NpgsqlCommand copy = Untimed(upkeep.On(connection.Command(RepairSql.Copy(_schema))).With(_backup).With(logId));
            await copy.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            _result = _result with { BackupPath = place.QuarantineIn(database.Options.Schema, _backup) };
        }
    }

    private async ValueTask KeepRowAsync(NpgsqlConnection connection, Guid repair, CancellationToken cancellationToken)
    {
        using NpgsqlCommand keep = upkeep.On(connection.Command(RepairSql.KeepRow(_schema))).With(repair);
        await keep.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SetAsideAsync(NpgsqlConnection connection, Guid logId, SurveyedEntry entry, CancellationToken cancellationToken)
    {
        _result = _result with
        {
            QuarantinedLines = _result.QuarantinedLines + 1,
            QuarantinedBytes = _result.QuarantinedBytes + entry.Size,
        };
        using NpgsqlCommand set = upkeep.On(connection.Command(RepairSql.SetAside(_schema)))
            .With(_repair).With(logId).With(entry.Seq).With(_result.QuarantinedLines).With(entry.Cause!);
        await set.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Numbers the entries anew, as another life of the log: who has read them is told that the log was rewound, not given
    /// other entries by the old numbers.
    /// </summary>
    private async ValueTask<Guid> RenumberAsync(NpgsqlConnection connection, Guid logId, CancellationToken cancellationToken)
    {
        var next = Guid.CreateVersion7();
        long first = _lowest == long.MaxValue ? 1 : Math.Max(1, _lowest);
        using NpgsqlCommand renumber = Untimed(connection.Command(RepairSql.Renumber(_schema))
            .With(place.Project).With(logId).With(next).With(first));
        _result = _result with { Renumbered = (long)(await renumber.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))! };
        using NpgsqlCommand delete = Untimed(connection.Command(LogSql.DeleteEntries(_schema, "entry")).With(place.Project).With(logId));
        await delete.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        using NpgsqlCommand move = connection.Command(RepairSql.MoveBatches(_schema)).With(place.Project).With(logId).With(next);
        await move.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return next;
    }

    /// <summary>Whether the repair whose outcome was lost was done: its mark tells, once a transaction still at work has ended.</summary>
    private async ValueTask<Resolution<LogRepairResult>> FindAsync(NpgsqlConnection connection)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await upkeep.HoldAsync(connection).ConfigureAwait(false);
        using NpgsqlCommand find = upkeep.On(connection.Command(RepairSql.WasDone(_schema))).With(_repair);
        if (await find.ExecuteScalarAsync().ConfigureAwait(false) is not true)
        {
            return Resolution<LogRepairResult>.NotDone;
        }

        // What is found is on the standbys too, once this is.
        await transaction.CommitAsync().ConfigureAwait(false);
        return new(true, _result);
    }

    /// <summary>For what takes as long as the log is large.</summary>
    private static NpgsqlCommand Untimed(NpgsqlCommand command)
    {
        command.Unhurried();
        return command;
    }
}
