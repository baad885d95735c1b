using System.Runtime.CompilerServices;
using Ledgerline.Drivers;
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
        await AssertNothingIsLeftAsync(Times, async _ =>
        {
            await Log.ReadAsync().FirstAsync();
            Assert.Single(Log.Read(new() { Reverse = true }).Take(1));
            await Log.SubscribeAsync(0).FirstAsync();
        });
    }

    [Fact]
    public async Task Ten_thousand_subscriptions_to_a_quiet_log_that_are_cancelled_while_they_wait()
    {
        const int AtOnce = 500;
        List<WeakReference> cursors = [];
        await AssertNothingIsLeftAsync(20, async _ =>
        {
            using var cancel = new CancellationTokenSource();
            Task[] waits = [.. Enumerable.Range(0, AtOnce).Select(_ => WaitAsync(cursors, cancel.Token))];
            Assert.Equal(1, Watches());
            Assert.True(Descriptors() >= AtOnce);
            await cancel.CancelAsync();
            foreach (Task wait in waits)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
            }
        });
        Assert.Equal(10_000, cursors.Count);
        await AssertAreCollectedAsync(cursors);
    }

    [Fact]
    public async Task Watches_that_are_cancelled_while_they_wait()
    {
        await AssertNothingIsLeftAsync(Times, async _ =>
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
    public async Task A_driver_that_was_disposed_while_subscriptions_wait()
    {
        int descriptors = Descriptors();
        int instances = Notifications.Instances();
        for (int i = 0; i < 20; i++)
        {
            var driver = new FileSystemDriver(_directory.Path, null, _disk);
            Task<bool> wait = driver.Project("p").History.SubscribeAsync().AnyAsync().AsTask();
            await driver.DisposeAsync();
            Assert.False(await wait);
        }

        // A driver's thread closes what it used. Other tests of this process have instances too, but not twenty more.
        await WaitUntilAsync(() => Descriptors() == descriptors && Watches() == 0 && Notifications.Instances() < instances + 20);
    }

    [Fact]
    public async Task Callback_subscriptions_that_are_disposed()
    {
        await AssertNothingIsLeftAsync(Times, _ =>
        {
            Log.Subscribe(static _ => { }, 0).Dispose();
            Kv.Subscribe(static _ => { }).Dispose();
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Cursors_that_cannot_be_opened()
    {
        await AssertNothingIsLeftAsync(Times, async i =>
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

    private async Task AssertNothingIsLeftAsync(int times, Func<int, Task> run)
    {
        // What a reader leaves for the next one is there from the beginning; whoever takes it may close it.
        await Log.ReadAsync().AnyAsync();
        int open = _disk.OpenFiles.Count;
        int descriptors = Descriptors();
        for (int i = 0; i < times; i++)
        {
            await run(i);
        }

        // Callback subscriptions end on the thread pool, after they were disposed.
        await WaitUntilAsync(() => _disk.OpenFiles.Count <= open && Descriptors() <= descriptors && Watches() == 0);
        Assert.InRange(_disk.OpenFiles.Count, 0, open);
        Assert.InRange(Descriptors(), 0, descriptors);
    }

    /// <summary>Waits for the next entry, and notes what must not outlive the wait: the cursor and the task.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task WaitAsync(List<WeakReference> cursors, CancellationToken cancellationToken)
    {
        LogCursor cursor = _driver.Project("p").Store.OpenLog("history").OpenFollower(null, null);
        cursors.Add(new WeakReference(cursor));
        return MoveAsync();

        async Task MoveAsync()
        {
            using (cursor)
            {
                await cursor.MoveNextAsync(cancellationToken);
            }
        }
    }

    private static async Task AssertAreCollectedAsync(List<WeakReference> references)
    {
        // Continuations of the last cancellations may still be unwinding on the pool.
        await WaitUntilAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return references.Count(r => r.IsAlive) <= 1;
        });
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        for (int i = 0; !condition(); i++)
        {
            Assert.True(i < 3000);
            await Task.Delay(10);
        }
    }

    private int Descriptors() => Notifications.Descriptors(_directory.Path);

    private int Watches() => Notifications.Of(Path.Combine(_directory.Path, "projects", "p", ".meta"));
}
