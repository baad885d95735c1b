using System.Globalization;
using System.Text;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>What is damaged is found with its place, and taken out so that the rest reads and goes on.</summary>
public sealed class LogRepairTests : IDisposable
{
    private readonly DataDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_damaged_line_in_the_middle_is_found_set_aside_and_declared_lost()
    {
        const string Damaged = "{\"seq\":3,\"ts\":1,\"da\n";
        byte[] before = Bytes(Lines(1, 2) + Damaged + Lines(4, 6));
        string path = _directory.WithLog("p", before);
        await WithLogAsync(async log =>
        {
            LogFault fault = Assert.Single(await VerifyAsync(log));
            Assert.Equal(
                (LogFaultKind.DamagedLine, path, 3L, (long)Lines(1, 2).Length, (long)Damaged.Length),
                (fault.Kind, fault.Source, fault.Line, fault.Offset, fault.Length));
            Assert.Equal(before, await File.ReadAllBytesAsync(path));

            Assert.Equal(
                new LogRepairResult(5, 1, Damaged.Length, 0, null) { Changed = true, QuarantinePath = path + ".quarantine" },
                await log.RepairAsync());
            Assert.Empty(await VerifyAsync(log));
            Assert.Equal([1, 2, 4, 5, 6], await SeqsAsync(log));
            Assert.Equal([6, 5, 4, 2, 1], await SeqsAsync(log, new() { Reverse = true }));
            Assert.Equal([4, 5, 6], await SeqsAsync(log, new() { SinceSeq = 3 }));
            Assert.Equal(new AppendResult(7, 7), await log.AppendAsync(JsonPayload.Parse("7")));
        });
        Assert.Equal(Damaged, await File.ReadAllTextAsync(path + ".quarantine"));

        // Sound lines keep their bytes, but for the one that tells of the gap.
        string[] after = await File.ReadAllLinesAsync(path);
        Assert.Equal(Lines(1, 2) + Lines(5, 6), string.Concat(after.Where((_, n) => n is not (2 or 5)).Select(line => line + "\n")));
        Assert.StartsWith("{\"seq\":4,\"ts\":1,\"data\":4,\"lost\":1,\"crc\":\"", after[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reader_that_asks_to_skip_is_told_of_what_was_lost(bool reverse)
    {
        string path = _directory.WithLog("p", Bytes(Lines(1, 2) + "x\ny\n" + Lines(5, 6)));
        await WithLogAsync(async log =>
        {
            await log.RepairAsync();
            List<LogSkip> skips = [];
            await SeqsAsync(log, new() { OnSkipped = skips.Add, Reverse = reverse });
            LogSkip skip = Assert.Single(skips);
            Assert.Equal((path, 0L, 2L), (skip.Source, skip.Length, skip.AfterSeq + (reverse ? -2 : 0)));
            Assert.Contains("3 to 4 were lost", skip.Cause, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Numbers_lost_at_the_end_are_never_given_again()
    {
        string last = Line(6)[..^3] + "!}\n";
        string path = _directory.WithLog("p", Bytes(Lines(1, 4) + "{\"seq\":5 glued {\"seq\":5\n" + last));
        await WithLogAsync(async log =>
        {
            await Assert.ThrowsAsync<LogCorruptException>(async () => await log.AppendAsync(default));
            LogRepairResult result = await log.RepairAsync();
            Assert.Equal((4, 2), (result.Entries, result.QuarantinedLines));
        });
        await WithLogAsync(async log =>
        {
            Assert.Empty(await VerifyAsync(log));
            long lost = (await log.GetInfoAsync()).LastSeq;
            Assert.Equal(7, lost);
            await using IAsyncEnumerator<LogEntry<JsonPayload>> behind = log.SubscribeAsync(4).GetAsyncEnumerator();
            await using IAsyncEnumerator<LogEntry<JsonPayload>> live = log.SubscribeAsync(lost).GetAsyncEnumerator();
            ValueTask<bool> next = live.MoveNextAsync();
            Assert.Equal(new AppendResult(lost + 1, lost + 2), await log.AppendBatchAsync([default, default]));
            Assert.True(await next);
            Assert.True(await behind.MoveNextAsync());
            Assert.Equal((lost + 1, lost + 1), (live.Current.Seq, behind.Current.Seq));
        });
        await WithLogAsync(async log =>
        {
            Assert.Equal([1, 2, 3, 4, 8, 9], await SeqsAsync(log));
            Assert.Empty(await VerifyAsync(log));
            Assert.Equal(10, (await log.AppendAsync(default)).FirstSeq);
        });
        Assert.Contains(",\"lost\":3,\"more\":true", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_torn_tail_is_found_and_set_aside_and_a_whole_last_line_is_kept()
    {
        string path = _directory.WithLog("p", Bytes(Lines(1, 3) + "{\"seq\":4,\"ts\":1,\"da"));
        await WithLogAsync(async log =>
        {
            LogFault fault = Assert.Single(await VerifyAsync(log));
            Assert.Equal((LogFaultKind.UncommittedTail, 4L, 19L), (fault.Kind, fault.Line, fault.Length));
            Assert.Equal(
                new LogRepairResult(3, 1, 19, 0, null) { Changed = true, QuarantinePath = path + ".quarantine" },
                await log.RepairAsync());
            Assert.Equal(4, (await log.AppendAsync(default)).FirstSeq);
        });
        File.AppendAllText(path, Line(5).TrimEnd('\n'));
        await WithLogAsync(async log =>
        {
            Assert.Equal((LogFaultKind.UncommittedTail, 5L), (Assert.Single(await VerifyAsync(log)).Kind, (await VerifyAsync(log))[0].Seq));
            Assert.Equal(0, (await log.RepairAsync()).QuarantinedLines);
            Assert.Equal([1, 2, 3, 4, 5], await SeqsAsync(log));
        });
    }

    [Fact]
    public async Task Of_a_batch_with_a_damaged_line_the_others_are_kept()
    {
        string path = _directory.Log("p");
        await WithLogAsync(async log =>
        {
            await log.AppendAsync(JsonPayload.Parse("1"));
            await log.AppendBatchAsync(Enumerable.Range(2, 4).Select(n => JsonPayload.Parse($"{n}")));
            await log.AppendAsync(JsonPayload.Parse("6"));
        });
        string[] lines = await File.ReadAllLinesAsync(path);
        foreach (int damaged in new[] { 1, 2, 3, 4 })
        {
            string[] copy = [.. lines];
            copy[damaged] = copy[damaged].Replace("\"data\"", "\"dota\"", StringComparison.Ordinal);
            await File.WriteAllTextAsync(path, string.Concat(copy.Select(line => line + "\n")));
            File.Delete(path + ".head");
            await WithLogAsync(async log =>
            {
                await log.RepairAsync();
                Assert.Equal(Enumerable.Range(1, 6).Where(n => n != damaged + 1).Select(n => (long)n), await SeqsAsync(log));
                Assert.Empty(await VerifyAsync(log));
                Assert.Equal(7, (await log.AppendAsync(default)).FirstSeq);
            });
            string[] repaired = await File.ReadAllLinesAsync(path);
            int mores = repaired.Count(line => line.Contains("\"more\":true", StringComparison.Ordinal));
            Assert.Equal(damaged is 1 or 4 ? 2 : 1, mores);
        }
    }

    [Fact]
    public async Task A_stray_number_sets_aside_itself_and_not_all_that_follow()
    {
        IEnumerable<int> numbers = [.. Enumerable.Range(1, 100), .. Enumerable.Range(5000, 10), .. Enumerable.Range(101, 400)];
        _directory.WithLog("p", Bytes(string.Concat(numbers.Select(n => Line(n)))));
        await WithLogAsync(async log =>
        {
            Assert.Contains(await VerifyAsync(log), f => f is { Kind: LogFaultKind.Gap, Line: 101, Seq: 5000 });
            LogRepairResult result = await log.RepairAsync();
            Assert.Equal((500, 10), (result.Entries, result.QuarantinedLines));
            Assert.Equal(Enumerable.Range(1, 500).Select(n => (long)n), await SeqsAsync(log));
            Assert.Equal(5010, (await log.AppendAsync(default)).FirstSeq);
            Assert.Empty(await VerifyAsync(log));
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{\"seq\":10,\"ts\":1,\"completed\":true,\"crc\":\"00000000\"}\n")]
    public async Task An_unreadable_head_is_found_kept_in_the_quarantine_and_made_anew(string damaged)
    {
        string path = _directory.WithLog("p", Bytes(Lines(6, 10)));
        await File.WriteAllTextAsync(path + ".head", damaged);
        await WithLogAsync(async log =>
        {
            LogFault fault = Assert.Single(await VerifyAsync(log));
            Assert.Equal((LogFaultKind.UnreadableHead, path + ".head"), (fault.Kind, fault.Source));
            Assert.Equal(
                new LogRepairResult(5, 0, 0, 0, null) { Changed = true, QuarantinePath = path + ".quarantine" },
                await log.RepairAsync());
            Assert.Empty(await VerifyAsync(log));
            LogInfo info = await log.GetInfoAsync();
            Assert.Equal((6, 10, damaged.Contains("true", StringComparison.Ordinal)), (info.FirstSeq, info.LastSeq, info.IsCompleted));
        });
        Assert.Equal(damaged, await File.ReadAllTextAsync(path + ".quarantine"));
    }

    [Fact]
    public async Task A_count_that_nothing_tells_any_more_is_not_invented()
    {
        string path = _directory.WithLog("p", []);
        await File.WriteAllTextAsync(path + ".head", "nonsense");
        await WithLogAsync(async log =>
        {
            LogCorruptException e = await Assert.ThrowsAsync<LogCorruptException>(async () => await log.RepairAsync());
            Assert.Contains("delete the log to begin again from 1", e.Message, StringComparison.Ordinal);
            await File.WriteAllTextAsync(path + ".head", "{\"seq\":41,\"ts\":");
            await log.RepairAsync();
            Assert.Equal(42, (await log.AppendAsync(default)).FirstSeq);
        });
    }

    [Fact]
    public async Task Entries_that_are_missing_at_the_end_are_found_and_declared_lost()
    {
        string path = _directory.Log("p");
        await WithLogAsync(async log =>
        {
            await log.AppendBatchAsync(Enumerable.Range(1, 6).Select(n => JsonPayload.Parse($"{n}")));
            await log.AppendAsync(JsonPayload.Parse("7"));
            await log.TruncateBeforeAsync(2);
        });
        string[] lines = await File.ReadAllLinesAsync(path);
        await File.WriteAllTextAsync(path, string.Concat(lines.SkipLast(1).Select(line => line + "\n")));
        await WithLogAsync(async log =>
        {
            LogFault fault = Assert.Single(await VerifyAsync(log));
            Assert.Equal(LogFaultKind.BelowHead, fault.Kind);
            Assert.Equal(4, (await log.RepairAsync()).Entries);
            Assert.Empty(await VerifyAsync(log));
            Assert.Equal([3, 4, 5, 6], await SeqsAsync(log));
            Assert.Equal(8, (await log.AppendAsync(default)).FirstSeq);
            Assert.Equal([3, 4, 5, 6, 8], await SeqsAsync(log));
        });
    }

    [Fact]
    public async Task A_truncation_between_repair_and_append_keeps_what_was_declared_lost()
    {
        _directory.WithLog("p", Bytes(Lines(1, 4) + Line(5)[..^3] + "!}\n"));
        await WithLogAsync(async log =>
        {
            await log.RepairAsync();
            Assert.Equal(2, (await log.TruncateBeforeAsync(2)).Removed);
            await log.CompleteAsync();
        });
        await WithLogAsync(async log =>
        {
            LogInfo info = await log.GetInfoAsync();
            Assert.Equal((3, 5, true), (info.FirstSeq, info.LastSeq, info.IsCompleted));
            Assert.Equal([3, 4], await SeqsAsync(log));
            Assert.Equal(2, (await log.TruncateBeforeAsync(5)).Removed);
            Assert.Empty(await VerifyAsync(log));
        });
    }

    [Fact]
    public async Task Renumbering_copies_the_log_first_never_over_an_older_copy_and_numbers_densely()
    {
        string content = Lines(3, 5) + Lines(4, 6) + "x\n" + Lines(6, 7);
        string path = _directory.WithLog("p", Bytes(content));
        await File.WriteAllTextAsync(path + ".backup", "older");
        await WithLogAsync(async log =>
        {
            LogRepairResult result = await log.RepairAsync(new() { Renumber = true });
            Assert.Equal(
                new LogRepairResult(8, 1, 2, 5, path + ".backup2") { Changed = true, QuarantinePath = path + ".quarantine" },
                result);
            List<LogEntry<JsonPayload>> entries = await log.ReadAsync().ToListAsync();
            Assert.Equal(Enumerable.Range(3, 8).Select(n => (long)n), entries.Select(e => e.Seq));
            Assert.Equal(["3", "4", "5", "4", "5", "6", "6", "7"], entries.Select(e => e.Data.ToString()));
            Assert.Empty(await VerifyAsync(log));
            Assert.Equal(11, (await log.AppendAsync(default)).FirstSeq);
        });
        Assert.Equal(content, await File.ReadAllTextAsync(path + ".backup2"));
        Assert.Equal("older", await File.ReadAllTextAsync(path + ".backup"));
        Assert.All(await File.ReadAllLinesAsync(path), line => Assert.Contains("\"crc\":", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x\n")]
    [InlineData("{\"seq\":3,\"ts\":1,\"da")]
    [InlineData("{\"seq\":3,\"ts\":1,\"data\":3}")]
    public async Task A_copy_of_the_log_as_it_was_is_made_first_where_that_is_asked_for(string damage)
    {
        string content = Lines(1, 2) + damage;
        string path = _directory.WithLog("p", Bytes(content));
        await WithLogAsync(async log =>
        {
            LogRepairResult result = await log.RepairAsync(new() { Backup = true });
            Assert.Equal((true, path + ".backup"), (result.Changed, result.BackupPath));
            Assert.Equal(damage.EndsWith('}') ? null : path + ".quarantine", result.QuarantinePath);
            Assert.Empty(await VerifyAsync(log));
            Assert.Equal((false, null), await Again());

            async Task<(bool Changed, string? BackupPath)> Again()
            {
                LogRepairResult again = await log.RepairAsync(new() { Backup = true });
                return (again.Changed, again.BackupPath);
            }
        });
        Assert.Equal(content, await File.ReadAllTextAsync(path + ".backup"));
        Assert.False(File.Exists(path + ".backup2"));
    }

    [Fact]
    public async Task A_subscription_goes_on_behind_a_repair_and_is_told_where_its_entry_is_another()
    {
        _directory.WithLog("p", Bytes(Lines(1, 2) + "x\n" + Lines(4, 6)));
        await WithLogAsync(async log =>
        {
            await using IAsyncEnumerator<LogEntry<JsonPayload>> follower = log.SubscribeAsync(5).GetAsyncEnumerator();
            Assert.True(await follower.MoveNextAsync());
            await log.RepairAsync();
            await log.AppendAsync(default);
            Assert.True(await follower.MoveNextAsync());
            Assert.Equal(7, follower.Current.Seq);
        });
        string path = _directory.WithLog("p2", Bytes(Lines(1, 3) + Lines(2, 5)));
        await WithLogAsync(
            async log =>
            {
                await using IAsyncEnumerator<LogEntry<JsonPayload>> follower = log.SubscribeAsync(4).GetAsyncEnumerator();
                Assert.True(await follower.MoveNextAsync());
                await log.RepairAsync(new() { Renumber = true });
                await Assert.ThrowsAsync<LogRewoundException>(async () => await follower.MoveNextAsync());
            },
            "p2");
    }

    [Fact]
    public async Task A_file_that_is_no_log_is_left_alone()
    {
        string path = _directory.WithLog("p", "a recipe for soup\nand more\n"u8);
        await WithLogAsync(async log =>
        {
            Assert.Equal(LogFaultKind.UncommittedTail, Assert.Single(await VerifyAsync(log)).Kind);
            await Assert.ThrowsAsync<LogCorruptException>(async () => await log.RepairAsync());
        });
        Assert.Equal("a recipe for soup\nand more\n", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_temporary_file_that_nobody_writes_is_found()
    {
        string path = _directory.WithLog("p", Bytes(Lines(1, 2)));
        await File.WriteAllTextAsync(path + ".tmp", "left");
        await WithLogAsync(async log =>
        {
            LogFault fault = Assert.Single(await VerifyAsync(log));
            Assert.Equal((LogFaultKind.TemporaryFile, path + ".tmp", 4L), (fault.Kind, fault.Source, fault.Length));
            await log.TruncateBeforeAsync(1);
            Assert.Empty(await VerifyAsync(log));
            await File.WriteAllTextAsync(path + ".head.tmp", "left");
            Assert.Equal(new LogRepairResult(1, 0, 0, 0, null) { Changed = true }, await log.RepairAsync());
            Assert.Empty(await VerifyAsync(log));
        });
    }

    /// <summary>Where tests run as root: an administrator works on a service's log.</summary>
    [Fact]
    public async Task What_repair_retention_and_completion_write_keeps_the_logs_owner_and_mode()
    {
        string path = _directory.WithLog("p", Bytes(Lines(1, 3) + "x\n" + Lines(3, 4)));
        using (DiskFile file = Disk.Real.Open(path, DiskOpen.ReadWrite)!)
        {
            file.SetOwner(new FileOwner(12345, 12345, 0b110_110_000));
        }

        FileOwner owner = Disk.Real.Status(path)!.Value.Owner;
        await using var driver = new FileSystemDriver(
            _directory.Path, new FileSystemDriverOptions { Retention = new LogRetention { MaxEntries = 2 } });
        AppendLog<JsonPayload> log = driver.Project("p").History;
        LogRepairResult result = await log.RepairAsync(new() { Renumber = true });
        AssertOwner(path, path + ".head", path + ".quarantine", result.BackupPath!);
        await log.AppendAsync(default);
        await log.AppendBatchAsync([]);
        Assert.Equal(2, (await log.GetInfoAsync()).Count);
        AssertOwner(path, path + ".head");
        await log.CompleteAsync();
        AssertOwner(path, path + ".head");

        void AssertOwner(params string[] files) =>
            Assert.All(files, file => Assert.Equal(owner, Disk.Real.Status(file)!.Value.Owner));
    }

    [Fact]
    public async Task A_log_of_many_lines_is_verified_and_repaired_like_a_small_one()
    {
        string path = _directory.Log("p");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var writer = new StreamWriter(path))
        {
            for (int seq = 1; seq <= 60_000; seq++)
            {
                await writer.WriteAsync(seq % 20_000 == 7 ? "damage\n" : Line(seq, new string('x', 80)));
            }
        }

        await WithLogAsync(async log =>
        {
            Assert.Equal(3, (await VerifyAsync(log)).Count);
            LogRepairResult result = await log.RepairAsync();
            Assert.Equal((59_997, 3), (result.Entries, result.QuarantinedLines));
            Assert.Empty(await VerifyAsync(log));
            Assert.Equal(59_997, (await SeqsAsync(log)).Count);
        });
    }

    private static async Task<List<LogFault>> VerifyAsync(AppendLog<JsonPayload> log) => await log.VerifyAsync().ToListAsync();

    private static async Task<List<long>> SeqsAsync(AppendLog<JsonPayload> log, LogReadOptions? options = null) =>
        await log.ReadAsync(options).Select(e => e.Seq).ToListAsync();

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Lines(int first, int last) =>
        string.Concat(Enumerable.Range(first, last - first + 1).Select(n => Line(n)));

    private static string Line(int seq, string? text = null) => string.Create(
        CultureInfo.InvariantCulture, $"{{\"seq\":{seq},\"ts\":1,\"data\":{(text is null ? $"{seq}" : $"\"{text}\"")}}}\n");

    private async Task WithLogAsync(Func<AppendLog<JsonPayload>, Task> use, string project = "p")
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.CreateProjectAsync(project);
        await use(driver.Project(project).History);
    }
}
