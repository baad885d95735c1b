using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>What was opened is closed: after thousands of readers, subscriptions and failures no descriptor and no watch is left.</summary>
public sealed class LeakTests : IDisposable
{
    private const int Times = 2000;

    private readonly DataDirectory _directory = DataDirectory.InMemory();
    private readonly FaultyDisk _disk = new() { Flushes = false };
    private readonly FileSystemDriver _driver;

    private AppendLog<JsonPayload> Log => _driver.Project("p").History;

    private JsonKv<JsonPayload> Kv => _driver.Project("p").Meta;

    public LeakTests()
    {
        _driver = new FileSystemDriver(_directory.Path, null, _disk);
        _driver.CreateProjectAsync("p").GetAwaiter().GetResult();
        Log.Append(JsonPayload.Parse("1"));
        Kv.PutAsync("d", JsonPayload.Parse("1")).AsTask().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _driver.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _directory.Dispose();
    }

    [Fact]
    public async Task Readers_left_half_way()
    {
        await AssertNothingIsLeftAsync(async _ =>
        {
            await Log.ReadAsync().FirstAsync();
            Assert.Single(Log.Read(new() { Reverse = true }).Take(1));
            await Log.SubscribeAsync(0).FirstAsync();
        });
    }

    [Fact]
    public async Task Subscriptions_that_are_cancelled_while_they_wait()
    {
        await AssertNothingIsLeftAsync(async _ =>
        {
            using var cancel = new CancellationTokenSource();
            Task<bool> log = Log.SubscribeAsync(cancellationToken: cancel.Token).AnyAsync(cancel.Token).AsTask();
            Task<bool> documents = Kv.WatchAsync(cancel.Token).AnyAsync(cancel.Token).AsTask();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => log);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => documents);
        });
    }

    [Fact]
    public async Task Callback_subscriptions_that_are_disposed()
    {
        await AssertNothingIsLeftAsync(_ =>
        {
            Log.Subscribe(static _ => { }, 0).Dispose();
            Kv.Subscribe(static _ => { }).Dispose();
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Cursors_that_cannot_be_opened()
    {
        await AssertNothingIsLeftAsync(async i =>
        {
            // Each call in turn fails, beginning again when none was left to fail.
            int left = i % 40;
            _disk.OnCall = _ => Interlocked.Decrement(ref left) < 0 ? FaultyDisk.Failure : null;
            await Record.ExceptionAsync(async () => await Log.ReadAsync().AnyAsync());
            left = i % 40;
            await Record.ExceptionAsync(async () => await Log.SubscribeAsync(0).FirstAsync());
            left = i % 40;
            Record.Exception(() => _driver.Project("p").Store.OpenDocuments(null).OpenWatch().Dispose());
            _disk.OnCall = static _ => null;
            await Assert.ThrowsAsync<LogRewoundException>(async () => await Log.SubscribeAsync(99).FirstAsync());
            await Assert.ThrowsAsync<LogRewoundException>(async () => await Log.ReadAsync(new() { SinceSeq = 99 }).AnyAsync());
        });
    }

    private async Task AssertNothingIsLeftAsync(Func<int, Task> run)
    {
        int open = _disk.OpenFiles.Count;
        for (int i = 0; i < Times; i++)
        {
            await run(i);
        }

        // Callback subscriptions end on the thread pool, after they were disposed.
        for (int i = 0; i < 1000 && (_disk.OpenFiles.Count > open || Watches() > 0); i++)
        {
            await Task.Delay(10);
        }

        Assert.Equal(open, _disk.OpenFiles.Count);
        Assert.Equal(0, Watches());
    }

    /// <summary>The notification handles of this process for this root, by what the system says that they watch.</summary>
    private int Watches()
    {
        int count = 0;
        ulong inode = Disk.Real.Status(Path.Combine(_directory.Path, "projects", "p", ".meta"))!.Value.Identity.Inode;
        foreach (string file in Directory.GetFiles("/proc/self/fdinfo"))
        {
            try
            {
                count += File.ReadLines(file).Count(line => line.StartsWith("inotify ", StringComparison.Ordinal) && line.Contains($" ino:{inode:x} ", StringComparison.Ordinal));
            }
            catch (IOException)
            {
                // Closed meanwhile, by another test.
            }
        }

        return count;
    }
}
