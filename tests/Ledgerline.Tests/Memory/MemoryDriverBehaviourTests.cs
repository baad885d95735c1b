using Ledgerline.Drivers;

namespace Ledgerline.Tests.Memory;

/// <summary>What only the memory driver promises.</summary>
public sealed class MemoryDriverBehaviourTests
{
    [Fact]
    public async Task It_says_that_its_data_live_as_long_as_it_does()
    {
        await using var driver = new MemoryDriver();
        Assert.Equal(new DriverInfo("Memory", 1, DriverCapabilities.None), driver.Info);
    }

    [Fact]
    public async Task Two_drivers_share_nothing()
    {
        await using var first = new MemoryDriver();
        await using var second = new MemoryDriver();
        await first.CreateProjectAsync("p");
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await second.Project("p").History.GetInfoAsync());
    }

    [Fact]
    public async Task By_default_entries_are_stamped_by_the_systems_clock()
    {
        await using var driver = new MemoryDriver();
        await driver.CreateProjectAsync("p");
        DateTimeOffset before = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        driver.Project("p").History.Append(JsonPayload.Parse("1"));
        Assert.InRange(driver.Project("p").History.Read().Single().Timestamp, before, DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task The_size_of_a_log_is_that_of_its_payloads()
    {
        await using var driver = new MemoryDriver();
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        log.AppendBatch([JsonPayload.Parse("1"), JsonPayload.Parse("22"), JsonPayload.Parse("333")]);
        Assert.Equal(6, (await log.GetInfoAsync()).SizeInBytes);
        await log.TruncateBeforeAsync(1);
        Assert.Equal(5, (await log.GetInfoAsync()).SizeInBytes);
    }

    [Fact]
    public async Task A_watcher_that_never_looks_holds_one_change_for_each_key()
    {
        await using var driver = new MemoryDriver();
        await driver.CreateProjectAsync("p");
        IDocumentStore documents = driver.Project("p").Store.OpenDocuments(null);
        using IDocumentWatch watch = documents.OpenWatch();
        for (int i = 0; i < 300; i++)
        {
            await documents.PutAsync($"k{i % 3}", "1"u8.ToArray(), PutCondition.Always, null, CancellationToken.None);
        }

        await driver.DisposeAsync();
        List<string> keys = [];
        while (await watch.MoveNextAsync(CancellationToken.None))
        {
            keys.Add(watch.Current.Key);
        }

        Assert.Equal(["k0", "k1", "k2"], keys);
    }

    [Fact]
    public async Task Messages_name_the_project_and_the_log()
    {
        await using var driver = new MemoryDriver();
        await driver.CreateProjectAsync("p_demo");
        LogRewoundException e = Assert.Throws<LogRewoundException>(
            () => driver.Project("p_demo").History.Read(new() { SinceSeq = 7 }).ToList());
        Assert.Contains("memory:p_demo/history", e.Message, StringComparison.Ordinal);
        Assert.Equal("memory:p_demo/k", driver.Project("p_demo").Store.OpenDocuments(null).Describe("k"));
        Assert.Equal("memory:p_demo/set/k", driver.Project("p_demo").Store.OpenDocuments("set").Describe("k"));
    }
}
