using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem.Projects;

/// <summary>
/// Each call that making or deleting a project makes to the disk fails in turn, or is the last of its process. The project is
/// there whole or is gone; what is left of it goes when the root is opened next, or by another deletion; and it can be made
/// anew.
/// </summary>
public sealed class EveryCallOfADeletionFailsTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static TheoryData<DiskFault, bool, bool> Cases()
    {
        var cases = new TheoryData<DiskFault, bool, bool>();
        foreach (DiskFault fault in Enum.GetValues<DiskFault>())
        {
            foreach (bool hasSession in new[] { false, true })
            {
                cases.Add(fault, hasSession, false);
                if (fault != DiskFault.Death)
                {
                    // Of a process that is dead nobody follows.
                    cases.Add(fault, hasSession, true);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Deletion(DiskFault fault, bool hasSession, bool isFollowed)
    {
        int calls = 0;
        for (bool wasReached = true; wasReached; calls++)
        {
            using var directory = DataDirectory.InMemory();
            var disk = new FaultyDisk { Flushes = false };
            var driver = new FileSystemDriver(directory.Path, null, disk);
            await FillAsync(hasSession ? driver : null, directory);
            await using IAsyncEnumerator<LogEntry<JsonPayload>>? follower =
                isFollowed ? driver.Project("p").History.SubscribeAsync().GetAsyncEnumerator() : null;
            Task<bool>? next = follower?.MoveNextAsync().AsTask();

            (bool? deleted, wasReached) = await AttemptAsync(disk, calls, fault, () => driver.DeleteProjectAsync("p"));
            if (fault == DiskFault.Death && wasReached)
            {
                End(disk);
            }
            else
            {
                Assert.True(deleted is null || deleted.Value || !wasReached);
                bool isThere = Directory.Exists(ProjectPath(directory));
                Assert.False(deleted is not null && isThere);
                Assert.Equal(isThere, await driver.DeleteProjectAsync("p").WaitAsync(Deadline));
                AssertNothingIsLeft(directory);
                await AssertCanBeMadeAnewAsync(driver);
                if (next is not null)
                {
                    // Also where the call that failed was the look whether it is gone: the slow clock looks again.
                    Exception? told = await Record.ExceptionAsync(async () => Assert.False(await next.WaitAsync(Deadline)));
                    Assert.True(told is null || (wasReached && told is StorageException), $"call {calls}: {told}");
                }

                await driver.DisposeAsync();
                Assert.Empty(disk.OpenFiles);
                continue;
            }

            await using var fresh = new FileSystemDriver(directory.Path, null, new FaultyDisk { Flushes = false });
            if (await fresh.ListProjectIdsAsync().AnyAsync())
            {
                await AssertIsWholeAsync(fresh.Project("p"));
                Assert.True(await fresh.DeleteProjectAsync("p").WaitAsync(Deadline));
            }

            AssertNothingIsLeft(directory);
            await AssertCanBeMadeAnewAsync(fresh);
        }

        Assert.True(calls > 20, $"a deletion made {calls} calls");
    }

    [Theory]
    [InlineData(DiskFault.Once)]
    [InlineData(DiskFault.UntilMended)]
    [InlineData(DiskFault.Death)]
    public async Task Creation(DiskFault fault)
    {
        int calls = 0;
        for (bool wasReached = true; wasReached; calls++)
        {
            using var directory = DataDirectory.InMemory();
            var disk = new FaultyDisk { Flushes = false };
            var driver = new FileSystemDriver(directory.Path, null, disk);
            (bool? created, wasReached) = await AttemptAsync(disk, calls, fault, () => driver.CreateProjectAsync("p"));
            Assert.NotEqual(false, created);
            if (fault == DiskFault.Death && wasReached)
            {
                End(disk);
                driver = new FileSystemDriver(directory.Path, null, new FaultyDisk { Flushes = false });
            }

            await driver.CreateProjectAsync("p").WaitAsync(Deadline);
            Assert.Equal(1, (await driver.Project("p").History.AppendAsync(JsonPayload.Parse("1"))).FirstSeq);
            Assert.True(await driver.DeleteProjectAsync("p").WaitAsync(Deadline));
            await AssertCanBeMadeAnewAsync(driver);
            await driver.DisposeAsync();
        }

        Assert.True(calls > 8, $"a creation made {calls} calls");
    }

    /// <returns>What the call said, null where it failed; and whether the call to fail was reached.</returns>
    private static async Task<(bool? Result, bool WasReached)> AttemptAsync(
        FaultyDisk disk, int failAt, DiskFault fault, Func<Task<bool>> run)
    {
        int made = 0;
        disk.OnCall = call =>
        {
            int now = Interlocked.Increment(ref made) - 1;
            return now < failAt || (now > failAt && fault == DiskFault.Once) ? null
                : fault == DiskFault.Death ? new ProcessDeathException()
                : new StorageException("use", call, "Input/output error", "Look at the test.");
        };
        bool? result = null;
        try
        {
            result = await run().WaitAsync(Deadline);
        }
        catch (StorageException) when (fault != DiskFault.Death)
        {
        }
        catch (ProcessDeathException) when (fault == DiskFault.Death)
        {
        }

        if (fault != DiskFault.Death || made <= failAt)
        {
            disk.OnCall = static _ => null;
        }

        return (result, made > failAt);
    }

    /// <summary>What a dead process held is free.</summary>
    private static void End(FaultyDisk disk)
    {
        foreach (DiskFile file in disk.OpenFiles.Keys)
        {
            file.Dispose();
        }
    }

    private static async Task FillAsync(FileSystemDriver? driver, DataDirectory directory)
    {
        using FileSystemDriverScope other = new(directory.Path);
        driver ??= other.Driver;
        await driver.CreateProjectAsync("p");
        await driver.Project("p").History.AppendBatchAsync([JsonPayload.Parse("1"), JsonPayload.Parse("2")]);
        await driver.Project("p").Meta.PutAsync("d", JsonPayload.Parse("3"));
        Directory.CreateDirectory(Path.Combine(ProjectPath(directory), "a", "b", "c"));
        await File.WriteAllTextAsync(Path.Combine(ProjectPath(directory), "a", "b", "file"), "4");
    }

    private static async Task AssertIsWholeAsync(Project project)
    {
        Assert.Equal(["1", "2"], await project.History.ReadAsync().Select(e => e.Data.ToString()).ToListAsync());
        Assert.IsType<KvGetResult<JsonPayload>.Found>(await project.Meta.GetAsync("d"));
    }

    private static async Task AssertCanBeMadeAnewAsync(FileSystemDriver driver)
    {
        Assert.True(await driver.CreateProjectAsync("p").WaitAsync(Deadline));
        Project project = driver.Project("p");
        Assert.Equal(1, (await project.History.AppendAsync(JsonPayload.Parse("1"))).FirstSeq);
        Assert.Equal([1], await project.History.ReadAsync().Select(e => e.Seq).ToListAsync());
        Assert.IsType<KvGetResult<JsonPayload>.NotFound>(await project.Meta.GetAsync("d"));
        await project.Meta.PutAsync("d", JsonPayload.Parse("5"));
    }

    private static void AssertNothingIsLeft(DataDirectory directory)
    {
        Assert.False(Directory.Exists(ProjectPath(directory)));
        string deleted = Path.Combine(directory.Path, "projects", ".deleted");
        Assert.False(Directory.Exists(deleted) && Directory.EnumerateFileSystemEntries(deleted).Any());
    }

    private static string ProjectPath(DataDirectory directory) => Path.Combine(directory.Path, "projects", "p");
}
