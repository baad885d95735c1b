namespace Ledgerline.Tests.FileSystem;

/// <summary>One driver serves far more logs than it may have descriptors.</summary>
public sealed class ManyLogsTests : IDisposable
{
    private const int Logs = 500;
    private const int MostDescriptors = 64;

    private readonly DataDirectory _directory = DataDirectory.InMemory();
    private readonly FaultyDisk _disk = new() { Flushes = false };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Descriptors_stay_few_and_every_log_goes_on_where_it_was()
    {
        await using var driver = new FileSystemDriver(_directory.Path, null, _disk, keepsLocks: true);
        await driver.CreateProjectAsync("p");
        Project project = driver.Project("p");
        int most = 0;
        for (int round = 1; round <= 3; round++)
        {
            for (int i = 0; i < Logs; i++)
            {
                AppendLog<JsonPayload> log = project.Log($"log{i}");
                Assert.Equal(round, (await log.AppendAsync(JsonPayload.Parse($"{round}"))).LastSeq);
                Assert.Equal(round, log.Read().Count());
                most = Math.Max(most, _disk.OpenFiles.Count);
            }
        }

        Assert.InRange(most, 2, MostDescriptors);
    }

    [Fact]
    public async Task Logs_that_give_way_to_each_other_under_concurrent_appends_lose_nothing()
    {
        await using var driver = new FileSystemDriver(_directory.Path, null, _disk, keepsLocks: true);
        await driver.CreateProjectAsync("p");
        Project project = driver.Project("p");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (int i = 0; i < 250; i++)
            {
                AppendLog<JsonPayload> log = project.Log($"log{random.Next(40)}");
                if (i % 50 == 49)
                {
                    await log.TruncateBeforeAsync(1);
                }
                else
                {
                    await log.AppendAsync(JsonPayload.Parse($"{i}"), i % 3 == 0 ? Durability.Buffered : Durability.Flushed);
                }
            }
        })));

        long assigned = 0;
        await foreach (string name in project.ListLogsAsync())
        {
            LogInfo info = await project.Log(name).GetInfoAsync();
            Assert.Equal(info.Count, project.Log(name).Read().Count());
            assigned += info.LastSeq;
        }

        Assert.Equal(8 * 245, assigned);
    }
}
