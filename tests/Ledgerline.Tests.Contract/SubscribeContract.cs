using System.Runtime.CompilerServices;
using Ledgerline.Drivers;
using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

public abstract class SubscribeContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private readonly List<LogSkip> _skips = [];

    [Fact]
    public async Task Without_a_number_it_is_live_from_the_first_move()
    {
        await FillAsync(3);
        await using IAsyncEnumerator<LogEntry<RunEvent>> live = Subscription();
        await Log.AppendAsync(Event(4));
        ValueTask<bool> first = live.MoveNextAsync();
        await Log.AppendBatchAsync(Events(5, 6));
        Assert.True(await first);
        Assert.Equal(5, live.Current.Seq);
        Assert.Equal([6], await TakeAsync(live, 1));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    [InlineData(5, 6)]
    public async Task With_a_number_it_replays_what_stands_behind_it_and_goes_on_live(long sinceSeq, long first)
    {
        await FillAsync(5);
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(sinceSeq);
        List<long> seqs = await TakeAsync(subscription, (int)(5 - sinceSeq));
        ValueTask<bool> next = subscription.MoveNextAsync();
        await Log.AppendBatchAsync(Events(6, 8));
        Assert.True(await next);
        seqs.Add(subscription.Current.Seq);
        Assert.Equal(Event(6), subscription.Current.Data);
        seqs.AddRange(await TakeAsync(subscription, 2));
        Assert.Equal(Seqs(first, 8), seqs);
    }

    [Fact]
    public async Task A_log_can_be_followed_before_its_first_entry()
    {
        await using IAsyncEnumerator<LogEntry<RunEvent>> live = Subscription();
        await using IAsyncEnumerator<LogEntry<RunEvent>> replaying = Subscription(0);
        ValueTask<bool> first = live.MoveNextAsync();
        ValueTask<bool> second = replaying.MoveNextAsync();
        await Log.AppendAsync(Event(1));
        Assert.True(await first);
        Assert.True(await second);
        Assert.Equal((1, 1), (live.Current.Seq, replaying.Current.Seq));
    }

    [Fact]
    public async Task Entries_that_a_rival_appends_arrive()
    {
        await using IAsyncEnumerator<LogEntry<RunEvent>> live = Subscription();
        ValueTask<bool> first = live.MoveNextAsync();
        await RivalProject.Log(Definitions.History).AppendBatchAsync(Events(1, 3));
        Assert.True(await first);
        Assert.Equal(Event(1), live.Current.Data);
        Assert.Equal([2, 3], await TakeAsync(live, 2));
    }

    [Fact]
    public async Task Nothing_is_lost_doubled_or_disordered_between_replay_and_live_while_others_append()
    {
        const int Before = 100;
        const int Writers = 4;
        const int Each = 50;
        const int Total = Before + (Writers * Each);
        await FillAsync(Before);
        AppendLog<RunEvent>[] handles = [Log, RivalProject.Log(Definitions.History)];
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++)
            {
                await handles[writer % 2].AppendAsync(Event(i));
            }
        }))];
        List<long>[] seen = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(async () =>
        {
            await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(n * 10);
            return await TakeAsync(subscription, Total - (n * 10));
        })));
        await Task.WhenAll(writers);
        for (int n = 0; n < seen.Length; n++)
        {
            Assert.Equal(Seqs((n * 10) + 1, Total), seen[n]);
        }
    }

    [Fact]
    public async Task A_slow_subscriber_delays_no_append_and_loses_nothing()
    {
        await FillAsync(1);
        await using IAsyncEnumerator<LogEntry<RunEvent>> slow = Subscription(0);
        Assert.Equal([1], await TakeAsync(slow, 1));
        for (int i = 0; i < 20; i++)
        {
            await Log.AppendBatchAsync(Events(1, 100));
        }

        Assert.Equal(Seqs(2, 2001), await TakeAsync(slow, 2000));
    }

    [Fact]
    public async Task Truncation_at_or_below_a_subscribers_position_does_not_disturb_it()
    {
        await FillAsync(5);
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(0);
        await TakeAsync(subscription, 5);
        ValueTask<bool> next = subscription.MoveNextAsync();
        await Log.TruncateBeforeAsync(5);
        await Log.AppendAsync(Event(6));
        Assert.True(await next);
        Assert.Equal(6, subscription.Current.Seq);
    }

    [Fact]
    public async Task A_subscriber_that_is_behind_a_truncation_gets_LogTruncatedException()
    {
        await FillAsync(5);
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(0);
        await TakeAsync(subscription, 2);
        await Log.AppendBatchAsync(Events(6, 10));
        await Log.TruncateBeforeAsync(8);
        LogTruncatedException e = await Assert.ThrowsAsync<LogTruncatedException>(() => TakeAsync(subscription, 100));
        Assert.Equal((2, 9), (e.SinceSeq, e.FirstSeq));
    }

    [Fact]
    public async Task A_subscriber_that_is_behind_a_rivals_truncation_gets_LogTruncatedException()
    {
        await FillAsync(10);
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(0);
        await TakeAsync(subscription, 2);
        await RivalProject.Log(Definitions.History).TruncateBeforeAsync(8);
        await RivalIsSeenAsync();
        LogTruncatedException e = await Assert.ThrowsAsync<LogTruncatedException>(() => TakeAsync(subscription, 100));
        Assert.Equal((2, 9), (e.SinceSeq, e.FirstSeq));
    }

    [Fact]
    public async Task A_waiting_subscriber_goes_on_behind_a_rivals_truncation_of_what_it_has_seen()
    {
        await FillAsync(5);
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(0);
        await TakeAsync(subscription, 5);
        for (int seq = 6; seq <= 10; seq++)
        {
            ValueTask<bool> next = subscription.MoveNextAsync();
            await RivalProject.Log(Definitions.History).TruncateBeforeAsync(seq - 1);
            await (seq % 2 == 0 ? Log : RivalProject.Log(Definitions.History)).AppendAsync(Event(seq));
            Assert.True(await next);
            Assert.Equal(seq, subscription.Current.Seq);
        }
    }

    [Fact]
    public async Task A_waiting_subscriber_of_a_log_that_a_rival_deleted_gets_LogRewoundException()
    {
        await FillAsync(5);
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(0);
        await TakeAsync(subscription, 5);
        Task<bool> next = subscription.MoveNextAsync().AsTask();
        await RivalProject.Log(Definitions.History).DeleteAsync();
        await Assert.ThrowsAsync<LogRewoundException>(() => next);
    }

    [Fact]
    public async Task Subscribers_that_stall_see_what_came_meanwhile_when_they_go_on_while_others_never_stopped()
    {
        const int Total = 500;
        await using IAsyncEnumerator<LogEntry<RunEvent>> stalled = Subscription(0);
        ValueTask<bool> first = stalled.MoveNextAsync();
        Task<List<long>> keepsUp = Task.Run(async () =>
        {
            await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(0);
            return await TakeAsync(subscription, Total);
        });
        AppendLog<RunEvent>[] handles = [Log, RivalProject.Log(Definitions.History)];
        for (int seq = 1; seq <= Total; seq++)
        {
            await handles[seq / 10 % 2].AppendAsync(Event(seq), Durability.Buffered);
            if (seq % 50 == 0)
            {
                // Longer than a driver goes on listening to what nobody waits for.
                await Task.Delay(10, Deadline);
            }
        }

        Assert.Equal(Seqs(1, Total), await keepsUp);
        Assert.True(await first);
        Assert.Equal(Seqs(2, Total), await TakeAsync(stalled, Total - 1));
        ValueTask<bool> next = stalled.MoveNextAsync();
        await handles[1].AppendAsync(Event(Total + 1), Durability.Buffered);
        Assert.True(await next);
        Assert.Equal(Total + 1, stalled.Current.Seq);
    }

    [Fact]
    public async Task A_subscriber_that_asked_to_skip_is_told_of_the_gap_and_goes_on()
    {
        await FillAsync(10);
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(0, _skips.Add);
        await TakeAsync(subscription, 2);
        await Log.TruncateBeforeAsync(8);
        Assert.Equal([9, 10], await TakeAsync(subscription, 2));
        LogSkip skip = Assert.Single(_skips);
        Assert.Equal((null, null, 0, 2), (skip.Line, skip.Offset, skip.Length, skip.AfterSeq));
    }

    [Fact]
    public async Task A_subscriber_that_asked_to_skip_waits_behind_a_gap_up_to_the_end()
    {
        await FillAsync(10);
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(0, _skips.Add);
        await TakeAsync(subscription, 2);
        await Log.TruncateBeforeAsync(10);
        ValueTask<bool> next = subscription.MoveNextAsync();
        await Log.AppendAsync(Event(11));
        Assert.True(await next);
        Assert.Equal(11, subscription.Current.Seq);
        Assert.Equal(2, Assert.Single(_skips).AfterSeq);
    }

    [Fact]
    public async Task The_cursor_rules_are_those_of_reading()
    {
        await FillAsync(10);
        await Log.TruncateBeforeAsync(6);
        await using (IAsyncEnumerator<LogEntry<RunEvent>> fromStart = Subscription(0))
        {
            Assert.Equal([7, 8, 9, 10], await TakeAsync(fromStart, 4));
        }

        await using (IAsyncEnumerator<LogEntry<RunEvent>> fromFirstKept = Subscription(6))
        {
            Assert.Equal([7, 8, 9, 10], await TakeAsync(fromFirstKept, 4));
        }

        await using (IAsyncEnumerator<LogEntry<RunEvent>> truncated = Subscription(5))
        {
            LogTruncatedException e =
                await Assert.ThrowsAsync<LogTruncatedException>(async () => await truncated.MoveNextAsync());
            Assert.Equal((5, 7), (e.SinceSeq, e.FirstSeq));
        }

        await using (IAsyncEnumerator<LogEntry<RunEvent>> skipping = Subscription(5, _skips.Add))
        {
            Assert.Equal([7, 8, 9, 10], await TakeAsync(skipping, 4));
            Assert.Equal(5, Assert.Single(_skips).AfterSeq);
        }

        await using (IAsyncEnumerator<LogEntry<RunEvent>> rewound = Subscription(11, _skips.Add))
        {
            LogRewoundException e =
                await Assert.ThrowsAsync<LogRewoundException>(async () => await rewound.MoveNextAsync());
            Assert.Equal((11, 10), (e.SinceSeq, e.LastSeq));
        }

        Assert.Throws<LogTruncatedException>(() => Log.Subscribe(_ => { }, 5));
        Assert.Throws<LogRewoundException>(() => Log.Subscribe(_ => { }, 11));
    }

    [Fact]
    public async Task A_waiting_subscriber_of_a_deleted_log_gets_LogRewoundException()
    {
        await FillAsync(5);
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(0);
        await TakeAsync(subscription, 5);
        Task<bool> next = subscription.MoveNextAsync().AsTask();
        await Log.DeleteAsync();
        LogRewoundException e = await Assert.ThrowsAsync<LogRewoundException>(() => next);
        Assert.Equal((5, 0), (e.SinceSeq, e.LastSeq));
    }

    [Fact]
    public async Task A_subscriber_notices_that_its_log_was_deleted_and_written_anew_beyond_its_position()
    {
        await FillAsync(5);
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(0);
        await TakeAsync(subscription, 2);
        await Log.DeleteAsync();
        await Log.AppendBatchAsync(Events(11, 19));
        await Assert.ThrowsAsync<LogRewoundException>(() => TakeAsync(subscription, 100));
    }

    [Fact]
    public async Task A_subscriber_that_has_read_nothing_yet_notices_that_its_log_was_deleted_and_written_anew_beyond_its_position()
    {
        await FillAsync(5);
        using LogCursor live = LogStore.OpenFollower(null, null).Started();
        using LogCursor behindAnEntry = LogStore.OpenFollower(3, null).Started();
        using LogCursor fromTheBeginning = LogStore.OpenFollower(0, null).Started();
        await Log.DeleteAsync();
        await Log.AppendBatchAsync(Events(11, 19));
        Assert.Throws<LogRewoundException>(() => live.MoveNext());
        Assert.Throws<LogRewoundException>(() => Enumerable.Range(0, 9).Count(_ => behindAnEntry.MoveNext()));

        // What it has not seen of the log that was it cannot miss.
        Assert.True(fromTheBeginning.MoveNext());
        Assert.Equal(1, fromTheBeginning.Current.Seq);
    }

    [Fact]
    public async Task A_subscriber_whose_last_entry_was_truncated_notices_that_its_log_was_deleted_and_written_anew()
    {
        await FillAsync(5);
        using LogCursor follower = LogStore.OpenFollower(0, null).Started();
        for (int i = 0; i < 5; i++)
        {
            Assert.True(follower.MoveNext());
        }

        await Log.TruncateBeforeAsync(5);
        Assert.False(follower.MoveNext());
        await Log.DeleteAsync();
        await Log.AppendBatchAsync(Events(11, 19));
        await Log.TruncateBeforeAsync(5);
        Assert.Throws<LogRewoundException>(() => follower.MoveNext());
    }

    [Fact]
    public async Task Cancellation_ends_a_waiting_subscription()
    {
        using var cancel = new CancellationTokenSource();
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription =
            Log.SubscribeAsync(cancellationToken: cancel.Token).GetAsyncEnumerator(Deadline);
        Task<bool> next = subscription.MoveNextAsync().AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Deadline));
        Assert.False(Deadline.IsCancellationRequested);
    }

    [Fact]
    public async Task Cancellation_ends_a_subscription_that_has_entries_to_give()
    {
        await FillAsync(3);
        using var cancel = new CancellationTokenSource();
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription =
            Log.SubscribeAsync(0).GetAsyncEnumerator(cancel.Token);
        Assert.True(await subscription.MoveNextAsync());
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await subscription.MoveNextAsync());
    }

    [Fact]
    public async Task A_cancelled_wait_loses_no_entry_and_leaves_the_follower_usable()
    {
        using LogCursor follower = LogStore.OpenFollower(null, null).Started();
        for (int i = 1; i <= 50; i++)
        {
            using var cancel = new CancellationTokenSource();
            Task<bool> wait = follower.MoveNextAsync(cancel.Token).AsTask();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(Deadline));
            await Log.AppendAsync(Event(i));
            Assert.True(await follower.MoveNextAsync(Deadline));
            Assert.Equal(i, follower.Current.Seq);
        }
    }

    [Fact]
    public async Task A_follower_whose_wait_was_cancelled_is_not_kept_in_memory()
    {
        WeakReference[] followers = await Task.Run(() => CancelledFollowersAsync(20));

        // Continuations of the last cancellations may still be unwinding on the pool.
        while (followers.Count(f => f.IsAlive) > 1)
        {
            Deadline.ThrowIfCancellationRequested();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_synchronous_move_of_a_follower_never_waits()
    {
        using LogCursor follower = LogStore.OpenFollower(0, null).Started();
        Assert.False(follower.MoveNext());
        await FillAsync(2);
        Assert.True(follower.MoveNext());
        Assert.True(follower.MoveNext());
        Assert.Equal(2, follower.Current.Seq);
        Assert.False(follower.MoveNext());
        await Log.AppendAsync(Event(3));
        Assert.True(follower.MoveNext());
        Assert.Equal(3, follower.Current.Seq);
    }

    [Fact]
    public async Task An_entry_that_does_not_fit_its_type_says_its_number_so_that_a_subscriber_can_resume_behind_it()
    {
        await Log.AppendAsync(Event(1));
        await RawLog.AppendAsync(JsonPayload.Parse("[2]"));
        await Log.AppendAsync(Event(3));
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(0);
        Assert.Equal([1], await TakeAsync(subscription, 1));
        LogDataException e = await Assert.ThrowsAsync<LogDataException>(async () => await subscription.MoveNextAsync());
        await using IAsyncEnumerator<LogEntry<RunEvent>> resumed = Subscription(e.Seq);
        Assert.Equal([3], await TakeAsync(resumed, 1));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference[]> CancelledFollowersAsync(int count)
    {
        var followers = new WeakReference[count];
        for (int i = 0; i < count; i++)
        {
            followers[i] = await CancelledFollowerAsync();
        }

        return followers;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> CancelledFollowerAsync()
    {
        using LogCursor follower = LogStore.OpenFollower(null, null).Started();
        using var cancel = new CancellationTokenSource();
        Task<bool> wait = follower.MoveNextAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(Deadline));
        return new WeakReference(follower);
    }
}
