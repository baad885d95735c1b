using System.Collections.Concurrent;
using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>A sealed log takes no more, ends its subscriptions, and stays what it is.</summary>
public abstract class CompleteContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private AppendLog<RunEvent> RivalLog => RivalProject.Log(Definitions.History);

    [Fact]
    public async Task A_completed_log_refuses_every_append_of_nothing_too_and_is_read_as_before()
    {
        await FillAsync(3);
        await Log.CompleteAsync();
        foreach (AppendLog<RunEvent> log in new[] { Log, RivalLog })
        {
            Assert.Equal(3, (await Assert.ThrowsAsync<LogCompletedException>(async () => await log.AppendAsync(Event(4)))).LastSeq);
            await Assert.ThrowsAsync<LogCompletedException>(async () => await log.AppendBatchAsync([]));
            await Assert.ThrowsAsync<LogCompletedException>(async () => await log.TryAppendAsync([Event(4)], 3));
            await Assert.ThrowsAsync<LogCompletedException>(async () => await log.TryAppendAsync([Event(4)], 1));
            Assert.Throws<LogCompletedException>(() => log.Append(Event(4)));
            Assert.Throws<LogCompletedException>(() => log.AppendBatch([Event(4)], Durability.Buffered));
            Assert.Throws<LogCompletedException>(() => log.TryAppend([Event(4)], 3));
            LogInfo info = await log.GetInfoAsync();
            Assert.Equal((true, 3, 3), (info.IsCompleted, info.LastSeq, info.Count));
            Assert.Equal(Events(1, 3), log.Read().Select(e => e.Data));
        }
    }

    [Fact]
    public async Task Completing_again_does_nothing_more()
    {
        await FillAsync(2);
        await Log.CompleteAsync();
        await RivalLog.CompleteAsync();
        await Log.CompleteAsync();
        Assert.True((await Log.GetInfoAsync()).IsCompleted);
        Assert.Equal([1, 2], await ReadSeqsAsync());
    }

    [Fact]
    public async Task A_log_that_was_never_appended_to_can_be_completed_and_is_there()
    {
        Assert.False((await Log.GetInfoAsync()).IsCompleted);
        await Log.CompleteAsync();
        LogInfo info = await RivalLog.GetInfoAsync();
        Assert.Equal((true, 0, 1, 0), (info.IsCompleted, info.LastSeq, info.FirstSeq, info.Count));
        Assert.Null(info.LastTimestamp);
        await Assert.ThrowsAsync<LogCompletedException>(async () => await RivalLog.AppendAsync(Event(1)));
        Assert.Empty(await Log.SubscribeAsync(0, cancellationToken: Deadline).ToListAsync(Deadline));
        Assert.Equal(["history"], await RivalProject.ListLogsAsync(Deadline).ToListAsync(Deadline));
        Assert.True(await RivalLog.DeleteAsync());
        Assert.Equal(new AppendResult(1, 1), await Log.AppendAsync(Event(1)));
    }

    [Fact]
    public async Task A_log_whose_entries_were_all_truncated_can_be_completed()
    {
        await FillAsync(4);
        await Log.TruncateBeforeAsync(4);
        await RivalLog.CompleteAsync();
        LogInfo info = await Log.GetInfoAsync();
        Assert.Equal((true, 4, 5), (info.IsCompleted, info.LastSeq, info.FirstSeq));
        Assert.Equal(4, Assert.Throws<LogCompletedException>(() => Log.Append(Event(5))).LastSeq);
    }

    [Fact]
    public async Task Subscriptions_finish_after_the_last_entry_whoever_completes()
    {
        await FillAsync(2);
        Task<List<long>>[] waiting =
        [
            Collect(Log, 0), Collect(RivalLog, 0), Collect(Log, 2), Collect(RivalLog, 2),
        ];
        var completed = new TaskCompletionSource();
        Inbox<long> inbox = new();
        using IDisposable callback = Log.Subscribe(e => inbox.Add(e.Seq), 0, onCompleted: () => completed.SetResult());
        await RivalLog.AppendAsync(Event(3));
        await Log.CompleteAsync();

        List<long>[] seen = await Task.WhenAll(waiting).WaitAsync(Deadline);
        await completed.Task.WaitAsync(Deadline);
        Assert.Equal([[1, 2, 3], [1, 2, 3], [3], [3]], seen);
        Assert.Equal([1, 2, 3], inbox.TakeAll());
        Assert.Equal([3], await Collect(RivalLog, 2));
        Assert.Empty(await Collect(Log, null));
    }

    [Fact]
    public async Task Truncation_works_on_and_leaves_the_log_completed()
    {
        await FillAsync(5);
        await Log.CompleteAsync();
        Assert.Equal(new TruncateResult(3), await RivalLog.TruncateBeforeAsync(3));
        Assert.Equal(new TruncateResult(2), await Log.TruncateBeforeAsync(5));
        LogInfo info = await Log.GetInfoAsync();
        Assert.Equal((true, 5, 0), (info.IsCompleted, info.LastSeq, info.Count));
        await Assert.ThrowsAsync<LogCompletedException>(async () => await RivalLog.AppendAsync(Event(6)));
    }

    [Fact]
    public async Task Deletion_takes_the_seal_away()
    {
        await FillAsync(2);
        await Log.CompleteAsync();
        Assert.True(await RivalLog.DeleteAsync());
        Assert.False((await Log.GetInfoAsync()).IsCompleted);
        Assert.Equal(new AppendResult(1, 1), await Log.AppendAsync(Event(1)));
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(0);
        Assert.Equal([1], await TakeAsync(subscription, 1));
        ValueTask<bool> next = subscription.MoveNextAsync();
        await RivalLog.AppendAsync(Event(2));
        Assert.True(await next);
    }

    [Fact]
    public async Task Appends_that_race_the_completion_are_acknowledged_and_there_or_refused()
    {
        AppendLog<RunEvent>[] handles = [Log, RivalLog, Project.Log(Definitions.History)];
        var acknowledged = new ConcurrentBag<long>();
        using var begun = new SemaphoreSlim(0);
        Task[] writers = [.. handles.Select(log => Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    acknowledged.Add((await log.AppendAsync(Event(0), Durability.Buffered)).LastSeq);
                    begun.Release();
                    await Task.Yield();
                }
            }
            catch (LogCompletedException)
            {
                // What the race ends with.
            }
        }))];
        for (int i = 0; i < 20; i++)
        {
            await begun.WaitAsync(Deadline);
        }

        await RivalLog.CompleteAsync();
        await Task.WhenAll(writers).WaitAsync(Deadline);
        Assert.Equal(acknowledged.Order(), await ReadSeqsAsync());
        Assert.Equal(acknowledged.Count, (await Log.GetInfoAsync()).LastSeq);
    }

    private async Task<List<long>> Collect(AppendLog<RunEvent> log, long? sinceSeq) =>
        await log.SubscribeAsync(sinceSeq, cancellationToken: Deadline).Select(e => e.Seq).ToListAsync(Deadline);
}
