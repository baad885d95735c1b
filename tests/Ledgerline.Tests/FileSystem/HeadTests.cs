namespace Ledgerline.Tests.FileSystem;

/// <summary>The count survives in <c>.head</c>, and a head that does not fit its log is an error.</summary>
public sealed class HeadTests : IDisposable
{
    private readonly DataDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_count_and_the_clock_go_on_after_everything_was_truncated_and_the_driver_reopened()
    {
        await WithLogAsync(async log =>
        {
            await log.AppendBatchAsync([JsonPayload.Parse("1"), JsonPayload.Parse("2")]);
            await log.TruncateBeforeAsync(2);
        });
        Assert.Equal(0, new FileInfo(_directory.Log("p")).Length);
        await WithLogAsync(async log =>
        {
            LogInfo info = await log.GetInfoAsync();
            Assert.Equal((2, 3, 0), (info.LastSeq, info.FirstSeq, info.Count));
            Assert.Equal(new AppendResult(3, 3), await log.AppendAsync(JsonPayload.Parse("3")));
        });
    }

    [Fact]
    public async Task The_count_goes_on_after_the_log_file_was_removed_by_hand()
    {
        await TruncatedLogAsync();
        File.Delete(_directory.Log("p"));
        await WithLogAsync(async log => Assert.Equal(11, (await log.AppendAsync(JsonPayload.Parse("0"))).FirstSeq));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"seq\":10}")]
    [InlineData("{\"seq\":10,\"ts\":1,\"completed\":false,\"crc\":\"00000000\"}\n")]
    public async Task An_unreadable_head_is_an_error_for_readers_and_appenders(string head)
    {
        await TruncatedLogAsync();
        await File.WriteAllTextAsync(_directory.Log("p") + ".head", head);
        await WithLogAsync(async log =>
        {
            LogCorruptException e = await Assert.ThrowsAsync<LogCorruptException>(async () => await log.AppendAsync(JsonPayload.Parse("0")));
            Assert.Equal(_directory.Log("p") + ".head", e.File);
            await Assert.ThrowsAsync<LogCorruptException>(async () => await log.ReadAsync().ToListAsync());
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_log_that_ends_below_its_head_is_an_error_for_readers_and_appenders(int missing)
    {
        await TruncatedLogAsync();
        string[] lines = await File.ReadAllLinesAsync(_directory.Log("p"));
        await File.WriteAllTextAsync(_directory.Log("p"), string.Concat(lines.SkipLast(missing).Select(line => line + "\n")));
        await WithLogAsync(async log =>
        {
            LogCorruptException e = await Assert.ThrowsAsync<LogCorruptException>(async () => await log.AppendAsync(JsonPayload.Parse("0")));
            Assert.Contains("says that 10 was assigned", e.Cause, StringComparison.Ordinal);
            await Assert.ThrowsAsync<LogCorruptException>(async () => await log.ReadAsync().ToListAsync());
        });
    }

    [Fact]
    public async Task A_torn_first_append_after_everything_was_truncated_is_recovered_and_not_taken_for_a_loss()
    {
        await WithLogAsync(async log =>
        {
            await log.AppendAsync(JsonPayload.Parse("1"));
            await log.TruncateBeforeAsync(1);
        });
        await File.WriteAllTextAsync(_directory.Log("p"), "{\"seq\":2,\"ts\":1,\"data\":[1,");
        await WithLogAsync(async log =>
        {
            Assert.Empty(await log.ReadAsync().ToListAsync());
            Assert.Equal(2, (await log.AppendAsync(JsonPayload.Parse("2"))).FirstSeq);
        });
    }

    [Fact]
    public async Task A_log_that_its_head_says_is_completed_takes_no_more_and_ends_its_subscriptions()
    {
        await WithLogAsync(async log => await log.AppendAsync(JsonPayload.Parse("1")));
        new Ledgerline.FileSystem.LogHead(1, 1, true).Write(
            Ledgerline.FileSystem.Disk.Real, new(Path.GetDirectoryName(_directory.Log("p"))!, "history"), null);
        await WithLogAsync(async log =>
        {
            await Assert.ThrowsAsync<LogCompletedException>(async () => await log.AppendAsync(JsonPayload.Parse("2")));
            Assert.True((await log.GetInfoAsync()).IsCompleted);
            Assert.Equal([1], await log.SubscribeAsync(0).Select(e => e.Seq).ToListAsync());
        });
    }

    [Fact]
    public async Task A_damaged_line_that_a_truncation_removes_is_kept_in_the_quarantine()
    {
        const string Damaged = "{\"seq\":2,\"ts\":1,\"da\n";
        string path = _directory.WithLog("p", System.Text.Encoding.UTF8.GetBytes(
            "{\"seq\":1,\"ts\":1,\"data\":1}\n" + Damaged + "{\"seq\":3,\"ts\":1,\"data\":3}\n{\"seq\":4,\"ts\":1,\"data\":4}\n"));
        await WithLogAsync(async log =>
        {
            Assert.Equal(2, (await log.TruncateBeforeAsync(3)).Removed);
            Assert.Equal([4], await log.ReadAsync().Select(e => e.Seq).ToListAsync());
        });
        Assert.Equal(Damaged, await File.ReadAllTextAsync(path + ".quarantine"));
    }

    [Fact]
    public async Task A_truncation_of_a_log_out_of_order_removes_nothing_that_was_not_asked_to_go()
    {
        // Further from the end than an append looks back.
        IEnumerable<int> numbers = [.. Enumerable.Range(1, 100), .. Enumerable.Range(5000, 10), .. Enumerable.Range(101, 4000)];
        string content = string.Concat(numbers.Select(n => $"{{\"seq\":{n},\"ts\":1,\"data\":{n}}}\n"));
        string path = _directory.WithLog("p", System.Text.Encoding.UTF8.GetBytes(content));
        await WithLogAsync(async log =>
        {
            LogCorruptException e = await Assert.ThrowsAsync<LogCorruptException>(async () => await log.TruncateBeforeAsync(1500));
            Assert.Equal(101, e.Line);
            Assert.Equal(100, (await log.TruncateBeforeAsync(100)).Removed);
        });
        Assert.Equal(content[content.IndexOf("{\"seq\":5000", StringComparison.Ordinal)..], await File.ReadAllTextAsync(path));
    }

    /// <summary>A log of 1 to 10 of which 6 to 10 are kept, with a head that says 10.</summary>
    private Task TruncatedLogAsync() => WithLogAsync(async log =>
    {
        await log.AppendBatchAsync(Enumerable.Range(1, 8).Select(n => JsonPayload.Parse($"{n}")));
        await log.AppendBatchAsync([JsonPayload.Parse("9"), JsonPayload.Parse("10")]);
        await log.TruncateBeforeAsync(5);
    });

    private async Task WithLogAsync(Func<AppendLog<JsonPayload>, Task> use)
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.CreateProjectAsync("p");
        await use(driver.Project("p").History);
    }
}
