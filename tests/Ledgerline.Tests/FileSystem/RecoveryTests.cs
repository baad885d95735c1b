using System.Text;

namespace Ledgerline.Tests.FileSystem;

/// <summary>What a crash leaves at a log's end is set aside, and nothing before it is lost.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public async Task A_log_cut_at_every_byte_of_its_last_three_lines_keeps_what_is_committed_and_quarantines_the_rest()
    {
        await CutEverywhereAsync(async log =>
        {
            for (int i = 1; i <= 6; i++)
            {
                await log.AppendAsync(Payload(i));
            }
        });
    }

    [Fact]
    public async Task A_batch_cut_at_every_byte_is_there_as_a_whole_or_not_at_all()
    {
        await CutEverywhereAsync(async log =>
        {
            await log.AppendBatchAsync([Payload(1), Payload(2)]);
            await log.AppendBatchAsync([Payload(3), Payload(4), Payload(5)]);
        });
    }

    [Theory]
    [InlineData("garbage\n")]
    [InlineData("\0\0\0\n")]
    [InlineData("{\"seq\":3,\"ts\":1,\"data\":\"\0\0\"}\n")]
    [InlineData("{\"seq\":3,\"ts\":1,\"data\":1,\"more\":true}\n{\"seq\":4,\"ts\":1,\"da")]
    [InlineData("\u00e4\n\n\n")]
    [InlineData("{\"seq\":3,\"ts\":1,\"da\0\0\0\n{\"seq\":4,\"ts\":1,\"data\":1,\"more\":true}\n{\"seq\":5,\"ts\":1,\"data\":1}")]
    public async Task What_was_never_committed_is_quarantined_byte_for_byte(string tail)
    {
        using var directory = new DataDirectory();
        const string Committed = "{\"seq\":1,\"ts\":1,\"data\":1}\n{\"seq\":2,\"ts\":1,\"data\":2}\n";
        string path = directory.WithLog("p", Encoding.Latin1.GetBytes(Committed + tail));
        await using var driver = new FileSystemDriver(directory.Path);

        Assert.Equal(2, (await driver.Project("p").History.GetInfoAsync()).LastSeq);
        Assert.Equal(new AppendResult(3, 3), await driver.Project("p").History.AppendAsync(Payload(3)));
        Assert.Equal(Encoding.Latin1.GetBytes(tail), await File.ReadAllBytesAsync(path + ".quarantine"));
        Assert.StartsWith(Committed + "{\"seq\":3,", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_tear_is_put_behind_the_first_in_the_quarantine()
    {
        using var directory = new DataDirectory();
        string path = directory.WithLog("p", "{\"seq\":1,\"ts\":1,\"data\":1}\n{\"se"u8);
        await using var driver = new FileSystemDriver(directory.Path);
        await driver.Project("p").History.AppendAsync(Payload(2));
        await File.AppendAllTextAsync(path, "torn again");
        Assert.Equal(new AppendResult(3, 3), await driver.Project("p").History.AppendAsync(Payload(3)));
        Assert.Equal("{\"setorn again", await File.ReadAllTextAsync(path + ".quarantine"));
    }

    [Fact]
    public async Task A_last_entry_that_was_changed_after_it_was_written_is_damage_and_is_not_taken_for_a_tear()
    {
        using var directory = new DataDirectory();
        await using var driver = new FileSystemDriver(directory.Path);
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        await log.AppendBatchAsync([Payload(1), Payload(2)]);
        string path = directory.Log("p");
        string changed = (await File.ReadAllTextAsync(path)).Replace("\"n\":2", "\"n\":3", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, changed);

        await using var fresh = new FileSystemDriver(directory.Path);
        log = fresh.Project("p").History;
        LogCorruptException onRead = await Assert.ThrowsAsync<LogCorruptException>(async () => await log.ReadAsync().ToListAsync());
        LogCorruptException onAppend = await Assert.ThrowsAsync<LogCorruptException>(async () => await log.AppendAsync(Payload(3)));
        Assert.Equal((2, 2), (onRead.Line, onAppend.Line));
        Assert.Contains("checksum", onAppend.Cause, StringComparison.Ordinal);
        Assert.Equal(changed, await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_whole_last_line_that_is_not_the_next_entry_is_refused_and_nothing_is_written()
    {
        using var directory = new DataDirectory();
        const string Content = "{\"seq\":1,\"ts\":1,\"data\":1}\n{\"seq\":9,\"ts\":1,\"data\":9}";
        string path = directory.WithLog("p", Encoding.UTF8.GetBytes(Content));
        await using var driver = new FileSystemDriver(directory.Path);
        LogCorruptException e = await Assert.ThrowsAsync<LogCorruptException>(
            async () => await driver.Project("p").History.AppendAsync(Payload(1)));
        Assert.Equal(2, e.Line);
        Assert.Equal(Content, await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_file_that_is_no_log_is_not_touched()
    {
        using var directory = new DataDirectory();
        string path = directory.WithLog("p", "Dear diary,\nthis is no log.\n"u8);
        await using var driver = new FileSystemDriver(directory.Path);
        await Assert.ThrowsAsync<LogCorruptException>(async () => await driver.Project("p").History.AppendAsync(Payload(1)));
        Assert.Equal("Dear diary,\nthis is no log.\n", await File.ReadAllTextAsync(path));
    }

    private static async Task CutEverywhereAsync(Func<AppendLog<JsonPayload>, Task> fill)
    {
        using var source = new DataDirectory();
        await using (var driver = new FileSystemDriver(source.Path))
        {
            await driver.CreateProjectAsync("p");
            await fill(driver.Project("p").History);
        }

        byte[] whole = await File.ReadAllBytesAsync(source.Log("p"));
        int[] ends = [.. Enumerable.Range(1, whole.Length).Where(end => whole[end - 1] == '\n')];
        string[] lines = Encoding.UTF8.GetString(whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await using var reopened = new FileSystemDriver(source.Path, new() { Durability = Durability.Buffered });
        for (int cut = ends[^4]; cut <= whole.Length; cut++)
        {
            string project = $"cut_{cut}";
            string path = source.WithLog(project, whole.AsSpan(0, cut));
            AppendLog<JsonPayload> log = reopened.Project(project).History;

            // A whole line without its newline counts for recovery, not yet for readers.
            int readable = Committed(lines, ends.Count(end => end <= cut));
            int kept = Committed(lines, ends.Count(end => end - 1 <= cut));
            Assert.Equal(Numbers(readable), await log.ReadAsync().Select(e => e.Seq).ToListAsync());
            Assert.Equal(kept + 1, (await log.AppendAsync(Payload(99))).FirstSeq);
            Assert.Equal(Numbers(kept + 1), await log.ReadAsync().Select(e => e.Seq).ToListAsync());

            int keptEnd = kept == 0 ? 0 : Math.Min(ends[kept - 1], cut);
            byte[] rest = whole[keptEnd..cut];
            Assert.Equal(rest.Length > 0, File.Exists(path + ".quarantine"));
            if (rest.Length > 0)
            {
                Assert.Equal(rest, await File.ReadAllBytesAsync(path + ".quarantine"));
            }
        }
    }

    /// <summary>How many of the first lines are committed: those up to the last one that ends a batch.</summary>
    private static int Committed(string[] lines, int count)
    {
        while (count > 0 && lines[count - 1].Contains("\"more\":true", StringComparison.Ordinal))
        {
            count--;
        }

        return count;
    }

    private static IEnumerable<long> Numbers(int last) => Enumerable.Range(1, last).Select(n => (long)n);

    private static JsonPayload Payload(int n) => JsonPayload.Parse($$"""{"kind":"tweak","n":{{n}}}""");
}
