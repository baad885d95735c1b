using Ledgerline.Postgres.Tests.Servers;
using Npgsql;

namespace Ledgerline.Postgres.Tests.Logs;

/// <summary>What somebody did to the tables by hand is found with its place, and repaired without losing a byte.</summary>
public sealed class DamagedLogTests : IAsyncLifetime
{
    private const string Entry = "project_id = 'p' and seq";

    private OpenSchema _open = null!;

    private AppendLog<JsonPayload> Log => _open.Project.Log("history");

    public async Task InitializeAsync()
    {
        _open = await OpenSchema.OpenAsync();
        await Log.AppendBatchAsync(Enumerable.Range(1, 10).Select(n => JsonPayload.Parse($$"""{"n":{{n}}}""")));
    }

    public async Task DisposeAsync() => await _open.DisposeAsync();

    public static TheoryData<string, LogFaultKind, string, long?, string, long[], long> Damages => new()
    {
        {
            $"update entry set data = '{{broken' where {Entry} = 4", LogFaultKind.DamagedLine, "seq = 4", 4L,
            "not JSON", [1, 2, 3, 5, 6, 7, 8, 9, 10], 1
        },
        {
            $"update entry set data = '' where {Entry} = 10", LogFaultKind.DamagedLine, "seq = 10", 10L,
            "not JSON", [1, 2, 3, 4, 5, 6, 7, 8, 9], 1
        },
        {
            $"update entry set ts = 9223372036854775807 where {Entry} = 5", LogFaultKind.DamagedLine, "seq = 5", 5L,
            "none that a date can have", [1, 2, 3, 4, 6, 7, 8, 9, 10], 1
        },
        {
            $"delete from entry where {Entry} in (5, 6)", LogFaultKind.Gap, "seq between 5 and 6", 7L,
            "counts 10 entries where 8 are", [1, 2, 3, 4, 7, 8, 9, 10], 0
        },
        {
            $"delete from entry where {Entry} < 3", LogFaultKind.Gap, "seq between 1 and 2", 3L,
            "removed by hand", [3, 4, 5, 6, 7, 8, 9, 10], 0
        },
        {
            $"delete from entry where {Entry} > 8", LogFaultKind.BelowHead, "seq between 9 and 10", null,
            "removed by hand", [1, 2, 3, 4, 5, 6, 7, 8], 0
        },
        {
            $"delete from entry where {Entry} > 0", LogFaultKind.BelowHead, "seq between 1 and 10", null,
            "counts 10 entries where 0 are", [], 0
        },
        {
            $"insert into entry select project_id, log_id, 0, ts, data from entry where {Entry} = 1", LogFaultKind.OutOfOrder, "seq = 0", 0L,
            "1 is the first entry kept", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 1
        },
        {
            $"insert into entry select project_id, log_id, 12, ts, data from entry where {Entry} = 1", LogFaultKind.OutOfOrder, "seq = 12", 12L,
            "10 is the last number assigned", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12], 0
        },
        {
            $"insert into entry select project_id, log_id, 9007199254740992, ts, data from entry where {Entry} = 1", LogFaultKind.DamagedLine,
            "seq = 9007199254740992", 9007199254740992L, "which is the last", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 1
        },
        {
            "update log set first_ts = 1", LogFaultKind.UnreadableHead, "name = 'history'", null, "its first time is 1,",
            [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0
        },
        {
            "update log set last_ts = 1", LogFaultKind.UnreadableHead, "name = 'history'", null, "its last time is 1,",
            [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0
        },
        {
            "update log set entry_count = 11", LogFaultKind.UnreadableHead, "name = 'history'", null, "11 entries, and 10 are there",
            [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0
        },
        {
            $"update entry set data = '{{\"n\":99}}' where {Entry} = 9", LogFaultKind.UnreadableHead, "name = 'history'", null,
            "a payload was changed by hand", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0
        },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Damage_is_found_with_its_place_and_repaired_and_nothing_is_dropped(
        string sql, LogFaultKind kind, string place, long? seq, string cause, long[] kept, long setAside)
    {
        await ExecuteAsync(sql);
        List<string> before = await RowsAsync("select seq || ':' || data from entry");

        LogFault fault = Assert.Single(await Log.VerifyAsync().ToListAsync());
        Assert.Equal((kind, seq), (fault.Kind, fault.Seq));
        Assert.Contains(place, fault.Source, StringComparison.Ordinal);
        Assert.Contains(cause, fault.Cause, StringComparison.Ordinal);

        // What it names can be asked for as it stands.
        if (kind is LogFaultKind.DamagedLine or LogFaultKind.OutOfOrder or LogFaultKind.UnreadableHead)
        {
            Assert.Single(await RowsAsync($"select 'found' from {fault.Source}"));
        }

        LogRepairResult result = await Log.RepairAsync();
        Assert.Equal((true, kept.Length, setAside, 0, null), (result.Changed, result.Entries, result.QuarantinedLines, result.Renumbered, result.BackupPath));
        Assert.Equal(kept, await SeqsAsync());
        Assert.Empty(await Log.VerifyAsync().ToListAsync());
        Assert.Equal(before.Order(), (await RowsAsync($"select seq || ':' || data from entry union all select seq || ':' || data from {result.QuarantinePath} and ordinal > 0")).Order());
        Assert.Single(await RowsAsync($"select data::json ->> 'entry_count' from {result.QuarantinePath} and ordinal = 0"));

        // Again there is nothing to do; and the count goes on, behind everything that was there.
        Assert.Equal(new LogRepairResult(kept.Length, 0, 0, 0, null), await Log.RepairAsync());
        long next = Math.Max(10, kept.LastOrDefault()) + 1;
        Assert.Equal(new AppendResult(next, next), await Log.AppendAsync(JsonPayload.Parse("true")));
        Assert.Equal([.. kept, next], await SeqsAsync());
        Assert.Empty(await Log.VerifyAsync().ToListAsync());
    }

    [Fact]
    public async Task All_faults_of_a_log_are_told_in_the_order_of_their_places()
    {
        await ExecuteAsync($"delete from entry where {Entry} in (2, 10); update entry set data = 'x' where {Entry} in (4, 8); update log set last_ts = 3");
        Assert.Equal(
            [(LogFaultKind.Gap, 3L), (LogFaultKind.DamagedLine, 4L), (LogFaultKind.DamagedLine, 8L), (LogFaultKind.BelowHead, null)],
            (await Log.VerifyAsync().ToListAsync()).Select(fault => (fault.Kind, fault.Seq)));
        LogRepairResult result = await Log.RepairAsync();
        Assert.Equal((6, 2), (result.Entries, result.QuarantinedLines));
        Assert.Equal([1, 3, 5, 6, 7, 9], await SeqsAsync());
        Assert.Equal(new AppendResult(11, 11), await Log.AppendAsync(JsonPayload.Parse("1")));
    }

    [Fact]
    public async Task Numbers_that_a_repair_gave_up_are_no_fault_and_told_to_who_asks()
    {
        await ExecuteAsync($"delete from entry where {Entry} in (5, 6)");
        await Log.RepairAsync();
        List<LogSkip> skipped = [];
        Assert.Equal(8, await Log.ReadAsync(new() { OnSkipped = skipped.Add }).CountAsync());
        Assert.Equal(4, Assert.Single(skipped).AfterSeq);

        // What is removed by hand beside them is found, as is what is truncated beside them not.
        await Log.TruncateBeforeAsync(3);
        Assert.Empty(await Log.VerifyAsync().ToListAsync());
        await ExecuteAsync($"delete from entry where {Entry} = 8");
        Assert.Equal([7L, 9L], (await Log.VerifyAsync().ToListAsync()).Select(fault => fault.Seq));
    }

    [Fact]
    public async Task Renumbering_copies_everything_first_and_tells_who_has_read_the_old_numbers()
    {
        await ExecuteAsync($"delete from entry where {Entry} in (5, 6); update entry set data = 'x' where {Entry} = 2");
        List<string> before = await RowsAsync("select seq || ':' || ts || ':' || data from entry order by seq");
        await using IAsyncEnumerator<LogEntry<JsonPayload>> follower = Log.SubscribeAsync(9).GetAsyncEnumerator();
        Assert.True(await follower.MoveNextAsync());

        LogRepairResult result = await Log.RepairAsync(new() { Renumber = true });

        Assert.Equal((7, 1, 1, 6, true), (result.Entries, result.QuarantinedLines, result.QuarantinedBytes, result.Renumbered, result.Changed));
        Assert.Equal(before, await RowsAsync($"select seq || ':' || ts || ':' || data from {result.BackupPath} and ordinal > 0 order by ordinal"));
        Assert.Equal(["2:x"], await RowsAsync($"select seq || ':' || data from {result.QuarantinePath} and ordinal > 0"));
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7], await SeqsAsync());
        Assert.Equal(["1", "3", "4", "7", "8", "9", "10"], (await Log.ReadAsync().ToListAsync()).Select(e => e.Data.ToElement().GetProperty("n").ToString()));
        Assert.Empty(await Log.VerifyAsync().ToListAsync());
        await Assert.ThrowsAsync<LogRewoundException>(async () => await follower.MoveNextAsync());

        // No number is given twice.
        Assert.Equal(new AppendResult(11, 11), await Log.AppendAsync(JsonPayload.Parse("1")));
        await Log.DeleteAsync();
        Assert.Equal(["0"], await RowsAsync("select count(*)::text from quarantine"));
    }

    [Fact]
    public async Task A_backup_is_made_where_it_is_asked_for_and_something_is_repaired()
    {
        Assert.Null((await Log.RepairAsync(new() { Backup = true })).BackupPath);
        await ExecuteAsync($"update entry set data = 'x' where {Entry} = 2");
        LogRepairResult result = await Log.RepairAsync(new() { Backup = true });
        Assert.Equal(["10"], await RowsAsync($"select count(*)::text from {result.BackupPath} and ordinal > 0"));
        Assert.NotEqual(result.BackupPath, result.QuarantinePath);
    }

    [Fact]
    public async Task Thousands_of_damaged_entries_are_found_and_set_aside_in_pages()
    {
        await Log.AppendBatchAsync(Enumerable.Range(11, 4990).Select(n => JsonPayload.Parse($"{n}")));
        await ExecuteAsync($"update entry set data = 'x' where {Entry} % 2 = 0");
        Assert.Equal(2500, await Log.VerifyAsync().CountAsync(fault => fault.Kind == LogFaultKind.DamagedLine));
        LogRepairResult done = await Log.RepairAsync();
        Assert.Equal((2500, 2500), (done.Entries, done.QuarantinedLines));
        Assert.Equal(["2500"], await RowsAsync($"select count(*)::text from {done.QuarantinePath} and ordinal > 0"));
        Assert.Empty(await Log.VerifyAsync().ToListAsync());
    }

    [Fact]
    public async Task A_repair_whose_connection_is_cut_off_is_done_once()
    {
        for (int round = 0; round < 10; round++)
        {
            await ExecuteAsync($"update entry set data = 'x' where {Entry} = {await LastSeqAsync()}");
            Task<LogRepairResult> repair = Log.RepairAsync(new() { Backup = true }).AsTask();
            for (int ended = 0; ended < 3 && !repair.IsCompleted; ended++)
            {
                await Task.Delay(Random.Shared.Next(10));
                await _open.Schema.TerminateOneAsync();
            }

            LogRepairResult result = await repair;
            Assert.Equal((true, 1), (result.Changed, result.QuarantinedLines));
            Assert.Single(await RowsAsync($"select 'found' from {result.QuarantinePath} and ordinal = 1"));
            Assert.Empty(await Log.VerifyAsync().ToListAsync());
        }

        Assert.Equal(["10"], await RowsAsync("select count(distinct repair)::text from quarantine where cause is not null"));
    }

    [Fact]
    public async Task A_repair_that_is_cancelled_changes_nothing()
    {
        await ExecuteAsync($"update entry set data = 'x' where {Entry} = 2");
        await using NpgsqlConnection held = await _open.ConnectAsync();
        await using (NpgsqlTransaction transaction = await held.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand("lock table quarantine", held);
            await hold.ExecuteNonQueryAsync();
            using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Log.RepairAsync(cancellationToken: cancel.Token));
        }

        Assert.Equal(LogFaultKind.DamagedLine, Assert.Single(await Log.VerifyAsync().ToListAsync()).Kind);
        Assert.Equal(new AppendResult(11, 11), await Log.AppendAsync(JsonPayload.Parse("1")));
    }

    [Fact]
    public async Task A_completed_log_stays_completed()
    {
        await Log.CompleteAsync();
        await ExecuteAsync($"update entry set data = 'x' where {Entry} = 2");
        await Log.RepairAsync();
        Assert.True((await Log.GetInfoAsync()).IsCompleted);
    }

    private async Task<long> LastSeqAsync()
    {
        await Log.AppendAsync(JsonPayload.Parse("1"));
        return (await Log.GetInfoAsync()).LastSeq;
    }

    private async Task<List<long>> SeqsAsync() => await Log.ReadAsync().Select(e => e.Seq).ToListAsync();

    private async Task ExecuteAsync(string sql) => Assert.NotEqual(0, await _open.ExecuteAsync(sql));

    private Task<List<string>> RowsAsync(string sql) => _open.RowsAsync(sql);
}
