using System.Globalization;

namespace Ledgerline.Tests.FileSystem;

/// <summary>Several processes append, follow, truncate and count in one root at the same time.</summary>
public sealed class SeveralProcessesTests : IAsyncLifetime, IDisposable
{
    private readonly DataDirectory _directory = new();

    public async Task InitializeAsync()
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.CreateProjectAsync("p");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("append", Durability.Buffered)]
    [InlineData("append", Durability.Flushed)]
    [InlineData("batch", Durability.Buffered)]
    public async Task Two_appenders_leave_distinct_dense_ordered_numbers_and_a_follower_sees_each_once(
        string command, Durability durability)
    {
        const int Each = 2000;
        using WorkerProcess follower = WorkerProcess.Start("follow", _directory.Path, "p", $"{2 * Each}");
        Assert.Equal("ready", await follower.ReadLineAsync());
        using WorkerProcess a = WorkerProcess.Start(command, _directory.Path, "p", $"{Each}", "a", $"{durability}");
        using WorkerProcess b = WorkerProcess.Start(command, _directory.Path, "p", $"{Each}", "b", $"{durability}");

        long[] byA = Numbers(await a.CompleteAsync());
        long[] byB = Numbers(await b.CompleteAsync());
        string[] followed = await follower.CompleteAsync();

        long[] all = [.. Enumerable.Range(1, 2 * Each).Select(n => (long)n)];
        Assert.Equal(all, byA.Concat(byB).Order());

        await using var driver = new FileSystemDriver(_directory.Path);
        List<LogEntry<JsonPayload>> stored = await driver.Project("p").History.ReadAsync().ToListAsync();
        Assert.Equal(all, stored.Select(e => e.Seq));
        Assert.Equal(stored.Select(e => $"{e.Seq} {e.Data}"), followed);
        Assert.Equal(byA, stored.Where(e => e.Data.ToString().Contains("\"by\":\"a\"", StringComparison.Ordinal)).Select(e => e.Seq));
        Assert.True(stored.Zip(stored.Skip(1)).All(pair => pair.First.Timestamp <= pair.Second.Timestamp));
        Assert.False(File.Exists(_directory.Log("p") + ".quarantine"));
    }

    [Fact]
    public async Task A_subscriber_here_sees_what_another_process_appends_also_before_the_log_exists()
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        await using IAsyncEnumerator<LogEntry<JsonPayload>> live = driver.Project("p").History.SubscribeAsync().GetAsyncEnumerator();
        ValueTask<bool> first = live.MoveNextAsync();
        using WorkerProcess worker = WorkerProcess.Start("append", _directory.Path, "p", "100", "a", "Buffered");
        Assert.True(await first);
        List<long> seqs = [live.Current.Seq];
        while (seqs.Count < 100 && await live.MoveNextAsync())
        {
            seqs.Add(live.Current.Seq);
        }

        Assert.Equal(Enumerable.Range(1, 100).Select(n => (long)n), seqs);
        await worker.CompleteAsync();
    }

    [Fact]
    public async Task Truncating_here_while_another_process_appends_loses_no_number_and_no_acknowledged_entry_above_the_cut()
    {
        using WorkerProcess worker = WorkerProcess.Start("append", _directory.Path, "p", "1500", "a", "Buffered");
        await using var driver = new FileSystemDriver(_directory.Path);
        AppendLog<JsonPayload> log = driver.Project("p").History;
        long removed = 0;
        long upTo = 0;
        for (int i = 0; i < 50; i++)
        {
            upTo = (await log.GetInfoAsync()).LastSeq / 2;
            removed += (await log.TruncateBeforeAsync(upTo)).Removed;
            await log.AppendAsync(JsonPayload.Parse("0"), Durability.Buffered);
        }

        long[] acknowledged = Numbers(await worker.CompleteAsync());
        Assert.Equal(1500, acknowledged.Length);
        long[] kept = [.. await log.ReadAsync().Select(e => e.Seq).ToListAsync()];
        Assert.Equal(1550, kept[^1]);
        Assert.Equal(1550, removed + kept.Length);
        Assert.Equal(Enumerable.Range((int)kept[0], kept.Length).Select(n => (long)n), kept);
        Assert.Equal(upTo + 1, kept[0]);
    }

    [Fact]
    public async Task A_killed_appender_leaves_no_lock_and_no_half_entry()
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        AppendLog<JsonPayload> log = driver.Project("p").History;
        long acknowledged = 0;
        for (int round = 0; round < 5; round++)
        {
            using WorkerProcess worker = WorkerProcess.Start("batch", _directory.Path, "p", "1000000", "a", "Buffered");
            for (int i = 0; i < 100 + (round * 37); i++)
            {
                acknowledged = Math.Max(acknowledged, long.Parse((await worker.ReadLineAsync())!, CultureInfo.InvariantCulture));
            }

            worker.Kill();
            AppendResult result = await log.AppendAsync(JsonPayload.Parse("0"));
            Assert.True(result.FirstSeq > acknowledged);
        }

        List<LogEntry<JsonPayload>> stored = await log.ReadAsync().ToListAsync();
        Assert.Equal(Enumerable.Range(1, stored.Count).Select(n => (long)n), stored.Select(e => e.Seq));
    }

    [Fact]
    public async Task A_follower_in_another_process_ends_when_the_log_is_completed_and_an_appender_there_is_refused()
    {
        using WorkerProcess follower = WorkerProcess.Start("follow", _directory.Path, "p", "1000000");
        Assert.Equal("ready", await follower.ReadLineAsync());
        using WorkerProcess appender = WorkerProcess.Start("persist", _directory.Path, "p", "1000000", "a", "Buffered");
        for (int i = 0; i < 50; i++)
        {
            await appender.ReadLineAsync();
        }

        await using var driver = new FileSystemDriver(_directory.Path);
        AppendLog<JsonPayload> log = driver.Project("p").History;
        await log.CompleteAsync();
        string[] appended = await appender.CompleteAsync();
        Assert.Equal("completed", appended[^1]);
        long last = (await log.GetInfoAsync()).LastSeq;
        Assert.Equal(last, 50 + appended.Length - 1);
        string[] followed = await follower.CompleteAsync();
        Assert.Equal(Enumerable.Range(1, (int)last).Select(n => (long)n), followed.Select(line => Numbers([line.Split(' ')[0]])[0]));
    }

    [Fact]
    public async Task A_writer_with_a_policy_beside_one_in_another_process_without_loses_no_number()
    {
        using WorkerProcess worker = WorkerProcess.Start("append", _directory.Path, "p", "1500", "a", "Buffered");
        await using var driver = new FileSystemDriver(
            _directory.Path, new FileSystemDriverOptions { Retention = new LogRetention { MaxEntries = 40 } });
        AppendLog<JsonPayload> log = driver.Project("p").History;
        List<long> own = [];
        for (int i = 0; i < 100; i++)
        {
            own.Add((await log.AppendAsync(JsonPayload.Parse("0"), Durability.Buffered)).FirstSeq);
        }

        long[] others = Numbers(await worker.CompleteAsync());
        own.Add((await log.AppendAsync(JsonPayload.Parse("0"))).FirstSeq);
        await log.AppendBatchAsync([]);
        Assert.Equal(Enumerable.Range(1, 1601).Select(n => (long)n), own.Concat(others).Order());
        LogInfo info = await log.GetInfoAsync();
        Assert.Equal(1601, info.LastSeq);
        Assert.InRange(info.Count, 40, 50);
        Assert.Equal(info.Count, await log.ReadAsync().CountAsync());
    }

    [Fact]
    public async Task Processes_that_count_in_one_document_lose_no_step()
    {
        WorkerProcess[] workers =
            [.. Enumerable.Range(0, 8).Select(_ => WorkerProcess.Start("count", _directory.Path, "p", "500", "counter"))];
        foreach (WorkerProcess worker in workers)
        {
            await worker.CompleteAsync();
            worker.Dispose();
        }

        await using var driver = new FileSystemDriver(_directory.Path);
        var found = Assert.IsType<KvGetResult<JsonPayload>.Found>(await driver.Project("p").Meta.GetAsync("counter"));
        Assert.Equal("4000", found.Value.ToString());
    }

    private static long[] Numbers(string[] lines) => [.. lines.Select(line => long.Parse(line, CultureInfo.InvariantCulture))];
}
