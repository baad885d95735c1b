using Microsoft.Extensions.Logging;

namespace Ledgerline.Tests.FileSystem;

/// <summary>Retention in files: it never costs an append, and comes back to what failed.</summary>
public sealed class LogTrimmingTests : IDisposable
{
    private static readonly FileSystemDriverOptions Limited = new() { Retention = new LogRetention { MaxEntries = 4 } };

    private readonly DataDirectory _directory = new();
    private readonly FaultyDisk _disk = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("rename history.jsonl")]
    [InlineData("rename history.jsonl.head")]
    [InlineData("open history.jsonl.tmp")]
    public async Task A_removal_that_fails_does_not_fail_the_append_and_is_tried_again_at_the_next(string call)
    {
        var logger = new RecordingLogger();
        await using var driver = new FileSystemDriver(_directory.Path, Limited with { Logger = logger }, _disk);
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        log.AppendBatch(Enumerable.Repeat<JsonPayload>(default, 5));
        _disk.OnCall = description => description == call ? FaultyDisk.Failure : null;
        Assert.Equal(new AppendResult(6, 7), log.AppendBatch([default, default]));
        Assert.Equal(7, (await log.GetInfoAsync()).Count);
        Assert.Equal(7, await log.ReadAsync().CountAsync());

        (LogLevel level, int id, _, Exception? failure) = Assert.Single(logger.Told);
        Assert.Equal((LogLevel.Warning, 5), (level, id));
        Assert.Same(FaultyDisk.Failure, failure);
        _disk.OnCall = static _ => null;
        Assert.Equal(new AppendResult(8, 8), log.Append(default));
        Assert.Equal([5, 6, 7, 8], await log.ReadAsync().Select(e => e.Seq).ToListAsync());
    }

    [Fact]
    public async Task A_definitions_policy_goes_before_the_drivers_and_an_empty_one_keeps_everything()
    {
        await using var driver = new FileSystemDriver(_directory.Path, Limited, _disk);
        await driver.CreateProjectAsync("p");
        Assert.Equal(4, await KeptAsync(driver, null));
        Assert.Equal(10, await KeptAsync(driver, new LogRetention { MaxEntries = 10 }));
        Assert.Equal(40, await KeptAsync(driver, new LogRetention()));
    }

    [Fact]
    public async Task The_same_in_memory()
    {
        await using var driver = new MemoryDriver(new MemoryDriverOptions { Retention = Limited.Retention });
        await driver.CreateProjectAsync("p");
        Assert.Equal(4, await KeptAsync(driver, null));
        Assert.Equal(10, await KeptAsync(driver, new LogRetention { MaxEntries = 10 }));
        Assert.Equal(40, await KeptAsync(driver, new LogRetention()));
    }

    [Fact]
    public async Task An_append_that_is_below_the_limits_makes_no_more_calls_than_without_them()
    {
        Assert.Equal(await CallsAsync("plain", null), await CallsAsync("limited", new LogRetention { MaxEntries = 1000, MaxBytes = 1 << 20, MaxAge = TimeSpan.FromDays(1) }));
    }

    [Fact]
    public async Task A_driver_that_works_in_the_background_ends_the_removal_before_it_is_disposed()
    {
        for (int round = 0; round < 20; round++)
        {
            await using (var driver = new FileSystemDriver(_directory.Path, Limited))
            {
                await driver.CreateProjectAsync("p");
                driver.Project("p").Log("log", $"k{round}").AppendBatch(Enumerable.Repeat<JsonPayload>(default, 6), Durability.Buffered);
            }

            await using var fresh = new FileSystemDriver(_directory.Path);
            LogInfo info = await fresh.Project("p").Log("log", $"k{round}").GetInfoAsync();
            Assert.Equal((3, 6), (info.FirstSeq, info.LastSeq));
        }
    }

    private async Task<int> CallsAsync(string name, LogRetention? retention)
    {
        await using var driver = new FileSystemDriver(_directory.Path, null, _disk);
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = Log(driver, name, retention);
        log.AppendBatch([default, default], Durability.Buffered);
        log.Append(default, Durability.Buffered);
        int before = _disk.CallsSoFar().Count;
        log.Append(default, Durability.Buffered);
        return _disk.CallsSoFar().Count - before;
    }

    private static async Task<long> KeptAsync(IStorageDriver driver, LogRetention? retention)
    {
        string name = $"log{retention?.MaxEntries ?? (retention is null ? 0 : -1)}";
        AppendLog<JsonPayload> log = Log(driver, name.Replace("-", "none", StringComparison.Ordinal), retention);
        log.AppendBatch(Enumerable.Repeat<JsonPayload>(default, 40));
        return (await log.GetInfoAsync()).Count;
    }

    private static AppendLog<JsonPayload> Log(IStorageDriver driver, string name, LogRetention? retention) => driver.Project("p").Log(
        new LogDefinition<JsonPayload>(name, JsonPayloadContract.Log(name).TypeInfo) { Retention = retention });
}
