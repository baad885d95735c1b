using System.Collections.Concurrent;
using Ledgerline.Drivers;
using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

public abstract class DisposalContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    [Theory]
    [MemberData(nameof(StorageMembers.All), MemberType = typeof(StorageMembers))]
    public async Task A_member_that_is_called_afterwards_throws_ObjectDisposedException(string member)
    {
        await FillAsync(1);
        await Driver.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => StorageMembers.CallAsync(member, Project, Deadline));
    }

    [Fact]
    public async Task The_drivers_own_members_throw_ObjectDisposedException_afterwards()
    {
        JsonKv<Counter> shared = Driver.Shared.Kv(Definitions.Counters);
        await Driver.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Driver.CreateProjectAsync("p_new"));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await Driver.ListProjectIdsAsync().AnyAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await shared.GetAsync("a"));
    }

    [Fact]
    public async Task Disposing_again_and_at_once_does_nothing_more()
    {
        await FillAsync(1);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await Driver.DisposeAsync())));
        await Driver.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => Log.Append(Event(2)));
    }

    [Fact]
    public async Task A_waiting_subscription_ends()
    {
        await FillAsync(2);
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(2);
        Task<bool> next = subscription.MoveNextAsync().AsTask();
        await Driver.DisposeAsync();
        Assert.False(await next.WaitAsync(Deadline));
    }

    [Fact]
    public async Task Acknowledged_entries_reach_a_subscriber_before_it_ends()
    {
        using LogCursor follower = LogStore.OpenFollower(null, null).Started();
        await FillAsync(3);
        await Driver.DisposeAsync();
        for (int seq = 1; seq <= 3; seq++)
        {
            Assert.True(await follower.MoveNextAsync(Deadline));
            Assert.Equal(seq, follower.Current.Seq);
        }

        Assert.False(await follower.MoveNextAsync(Deadline));
        Assert.False(follower.MoveNext());
    }

    [Fact]
    public async Task A_waiting_watch_ends()
    {
        using IDocumentWatch watch = Project.Store.OpenDocuments("counters").OpenWatch();
        Task<bool> next = watch.MoveNextAsync(Deadline).AsTask();
        await Driver.DisposeAsync();
        Assert.False(await next.WaitAsync(Deadline));
    }

    [Fact]
    public async Task Every_append_that_races_the_disposal_is_either_acknowledged_and_delivered_or_refused()
    {
        using LogCursor follower = LogStore.OpenFollower(0, null).Started();
        var acknowledged = new ConcurrentBag<long>();
        using var begun = new SemaphoreSlim(0);
        AppendLog<RunEvent> log = Log;
        Task[] writers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    acknowledged.Add((await log.AppendAsync(Event(0), Durability.Buffered)).LastSeq);
                    begun.Release();

                    // An append that completes at once would otherwise never let the disposal have a thread.
                    await Task.Yield();
                }
            }
            catch (ObjectDisposedException)
            {
                // What the race ends with, whoever wins.
            }
        }))];
        for (int i = 0; i < 20; i++)
        {
            await begun.WaitAsync(Deadline);
        }

        await Driver.DisposeAsync();
        await Task.WhenAll(writers).WaitAsync(Deadline);
        List<long> delivered = [];
        while (await follower.MoveNextAsync(Deadline))
        {
            delivered.Add(follower.Current.Seq);
        }

        Assert.Equal(acknowledged.Order(), delivered);
    }

    [Fact]
    public async Task A_running_read_is_never_cut_short_in_silence()
    {
        await FillAsync(1000);
        await using IAsyncEnumerator<LogEntry<RunEvent>> entries = Log.ReadAsync().GetAsyncEnumerator(Deadline);
        List<long> seqs = await TakeAsync(entries, 1);
        await Driver.DisposeAsync();
        try
        {
            seqs.AddRange(await TakeAsync(entries, 2000));
            Assert.Equal(Seqs(1, 1000), seqs);
        }
        catch (ObjectDisposedException)
        {
            // Refusing is honest; only an early end would not be.
        }
    }

    [Fact]
    public async Task A_listener_may_dispose_the_driver()
    {
        var disposed = new TaskCompletionSource();
        using IDisposable subscription = Log.Subscribe(
            _ =>
            {
                Assert.True(Driver.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(30)));
                disposed.TrySetResult();
            },
            onError: e => disposed.TrySetException(e));
        await Log.AppendAsync(Event(1));
        await disposed.Task.WaitAsync(Deadline);
        Assert.Throws<ObjectDisposedException>(() => Log.Append(Event(2)));
    }
}
