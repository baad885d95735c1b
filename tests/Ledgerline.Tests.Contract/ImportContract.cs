using Ledgerline.Drivers;
using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>Entries that were appended elsewhere keep their numbers and times.</summary>
public abstract class ImportContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    [Fact]
    public async Task Imported_entries_keep_numbers_times_and_data()
    {
        LogEntry<RunEvent>[] entries = [.. Entries(1, 5)];
        Assert.Equal(new AppendResult(1, 5), await Log.ImportAsync(entries));
        Assert.Equal(entries, await ReadAsync());
        Assert.Equal(entries, RivalProject.Log(Definitions.History).Read());
        LogInfo info = await Log.GetInfoAsync();
        Assert.Equal((1, 5, 5), (info.FirstSeq, info.LastSeq, info.Count));
        Assert.Equal((entries[0].Timestamp, entries[4].Timestamp), (info.FirstTimestamp, info.LastTimestamp));
    }

    [Fact]
    public async Task Times_lose_what_is_below_a_millisecond()
    {
        var time = new DateTimeOffset(2020, 1, 1, 12, 0, 0, TimeSpan.FromHours(2));
        await Log.ImportAsync([new(1, time.AddTicks(12_345), Event(1))]);
        Assert.Equal(new(1, time.AddMilliseconds(1).ToUniversalTime(), Event(1)), Assert.Single(await ReadAsync()));
    }

    [Fact]
    public async Task Imports_and_appends_follow_each_other()
    {
        await Log.ImportAsync(Entries(1, 2));
        await Log.AppendBatchAsync(Events(3, 4));
        await Log.ImportAsync(Entries(5, 6));
        await RivalProject.Log(Definitions.History).ImportAsync(Entries(7, 7));
        await Log.AppendAsync(Event(8));
        Assert.Equal(Events(1, 8), (await ReadAsync()).Select(e => e.Data));
        Assert.Equal(Seqs(1, 8), await ReadSeqsAsync());
    }

    [Fact]
    public async Task Times_may_fall_and_the_next_append_does_not_fall_below_the_last()
    {
        DateTimeOffset[] times = [Clock.Now.AddDays(2), Clock.Now.AddDays(-3), Clock.Now.AddDays(1)];
        await Log.ImportAsync(times.Select((time, i) => new LogEntry<RunEvent>(i + 1, time, Event(i + 1))));
        await ReopenRivalAsync();
        await RivalProject.Log(Definitions.History).AppendAsync(Event(4));
        Assert.Equal([.. times, times[2]], (await ReadAsync()).Select(e => e.Timestamp));
        await Log.ImportAsync([new(5, Clock.Now.AddDays(-9), Event(5))]);
        await Log.AppendAsync(Event(6));
        Assert.Equal([Clock.Now.AddDays(-9), Clock.Now], (await ReadAsync(new() { SinceSeq = 4 })).Select(e => e.Timestamp));
    }

    [Fact]
    public async Task An_untouched_log_may_begin_with_any_number_as_one_whose_beginning_was_truncated()
    {
        Assert.Equal(new AppendResult(41, 43), await Log.ImportAsync(Entries(41, 43)));
        await ReopenRivalAsync();
        foreach (AppendLog<RunEvent> log in new[] { Log, RivalProject.Log(Definitions.History) })
        {
            LogInfo info = await log.GetInfoAsync();
            Assert.Equal((41, 43, 3), (info.FirstSeq, info.LastSeq, info.Count));
            Assert.Equal([41, 42, 43], log.Read().Select(e => e.Seq));
            Assert.Equal([43, 42], log.Read(new() { Reverse = true, Limit = 2 }).Select(e => e.Seq));
            Assert.Equal([43], log.Read(new() { SinceSeq = 42 }).Select(e => e.Seq));
            Assert.Equal([41, 42, 43], log.Read(new() { SinceSeq = 40 }).Select(e => e.Seq));
            Assert.Equal(41, Assert.Throws<LogTruncatedException>(() => log.Read(new() { SinceSeq = 39 }).Any()).FirstSeq);
        }

        Assert.Empty(await Log.VerifyAsync(cancellationToken: Deadline).ToListAsync(Deadline));
        Assert.Equal(new AppendResult(44, 44), await RivalProject.Log(Definitions.History).AppendAsync(Event(44)));
    }

    [Fact]
    public async Task The_count_of_a_log_that_began_later_survives_the_truncation_of_everything()
    {
        await Log.ImportAsync(Entries(41, 43));
        Assert.Equal(new TruncateResult(3), await Log.TruncateBeforeAsync(43));
        await ReopenRivalAsync();
        Assert.Equal(
            44, (await Assert.ThrowsAsync<LogSequenceException>(async () => await RivalProject.Log(Definitions.History).ImportAsync(Entries(1, 1)))).ExpectedSeq);
        Assert.Equal(new AppendResult(44, 45), await RivalProject.Log(Definitions.History).ImportAsync(Entries(44, 45)));
        Assert.Equal([44, 45], await ReadSeqsAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(long.MaxValue)]
    public async Task Numbers_that_do_not_come_next_are_refused_and_nothing_is_written(long first)
    {
        await FillAsync(3);
        LogSequenceException refused = await Assert.ThrowsAsync<LogSequenceException>(
            async () => await Log.ImportAsync([new(first, Clock.Now, Event(1))]));
        Assert.Equal((4, first), (refused.ExpectedSeq, refused.ActualSeq));
        Assert.Contains(" 4", refused.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], await ReadSeqsAsync());
        Assert.Equal(new AppendResult(4, 4), await Log.ImportAsync(Entries(4, 4)));
    }

    [Theory]
    [InlineData("1 2 4", 3)]
    [InlineData("1 2 2", 3)]
    [InlineData("1 2 1", 3)]
    [InlineData("7 6", 8)]
    public async Task A_batch_whose_numbers_do_not_rise_one_by_one_is_refused(string seqs, long expected)
    {
        LogEntry<RunEvent>[] entries = [.. seqs.Split(' ').Select(s => new LogEntry<RunEvent>(long.Parse(s, null), Clock.Now, Event(1)))];
        LogSequenceException refused = await Assert.ThrowsAsync<LogSequenceException>(async () => await Log.ImportAsync(entries));
        Assert.Equal(expected, refused.ExpectedSeq);
        Assert.Empty(await Project.ListLogsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task Numbers_that_are_left_out_are_lost()
    {
        await FillAsync(3);
        Assert.Equal(new AppendResult(6, 9), await Log.ImportAsync([.. Entries(6, 7), .. Entries(9, 9)], afterSeq: 3));
        Assert.Equal(new AppendResult(10, 10), await Log.AppendAsync(Event(10)));
        await ReopenRivalAsync();
        foreach (AppendLog<RunEvent> log in new[] { Log, RivalProject.Log(Definitions.History) })
        {
            LogInfo info = await log.GetInfoAsync();
            Assert.Equal((1, 10), (info.FirstSeq, info.LastSeq));
            Assert.InRange(info.Count, 7, 10);
            Assert.Equal([1, 2, 3, 6, 7, 9, 10], log.Read().Select(e => e.Seq));
            Assert.Equal([10, 9, 7, 6], log.Read(new() { Reverse = true, Limit = 4 }).Select(e => e.Seq));
            foreach (long since in new[] { 3, 4, 5 })
            {
                Assert.Equal([6, 7, 9, 10], log.Read(new() { SinceSeq = since }).Select(e => e.Seq));
            }

            Assert.Equal([9, 10], log.Read(new() { SinceSeq = 8 }).Select(e => e.Seq));
            Assert.Empty(await log.VerifyAsync(cancellationToken: Deadline).ToListAsync(Deadline));
        }

        // A sound log is left alone, and what is left out stays so.
        Assert.False((await Log.RepairAsync()).Changed);
        Assert.Equal(new TruncateResult(4), await Log.TruncateBeforeAsync(6));
        Assert.Equal((7, 10), ((await Log.GetInfoAsync()).FirstSeq, (await Log.GetInfoAsync()).LastSeq));
        Assert.Equal([7, 9, 10], await ReadSeqsAsync(new() { SinceSeq = 6 }));

        // The first number kept is an entry's, also where those before it were lost.
        Assert.Equal(new TruncateResult(1), await Log.TruncateBeforeAsync(7));
        Assert.Equal(9, (await Log.GetInfoAsync()).FirstSeq);
    }

    [Fact]
    public async Task Who_asks_is_told_of_numbers_that_are_lost()
    {
        await FillAsync(3);
        await Log.ImportAsync([.. Entries(6, 7), .. Entries(9, 9)], afterSeq: 3);
        foreach (AppendLog<RunEvent> log in new[] { Log, RivalProject.Log(Definitions.History) })
        {
            List<(long, bool)> told = [];
            void Tell(LogSkip skip) => told.Add((skip.AfterSeq, skip.Cause.Contains("lost", StringComparison.Ordinal)));
            Assert.Equal(6, log.Read(new() { OnSkipped = Tell }).Count());
            Assert.Equal([(3, true), (7, true)], told);

            told.Clear();
            Assert.Equal(3, log.Read(new() { SinceSeq = 4, OnSkipped = Tell }).Count());
            Assert.Equal([(4, true), (7, true)], told);

            told.Clear();
            Assert.Equal(3, log.Read(new() { SinceSeq = 5, OnSkipped = Tell }).Count());
            Assert.Equal([(7, true)], told);

            told.Clear();
            await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = log.SubscribeAsync(2, Tell, Deadline).GetAsyncEnumerator(Deadline);
            Assert.Equal([3, 6, 7, 9], await TakeAsync(subscription, 4));
            Assert.Equal([(3, true), (7, true)], told);
        }
    }

    [Fact]
    public async Task A_subscriber_passes_numbers_by_that_are_lost_while_it_follows()
    {
        await FillAsync(2);
        await using IAsyncEnumerator<LogEntry<RunEvent>> replay = Subscription(0);
        Assert.Equal([1, 2], await TakeAsync(replay, 2));
        await Log.ImportAsync([.. Entries(5, 5), .. Entries(8, 8)], afterSeq: 2);
        Assert.Equal([5, 8], await TakeAsync(replay, 2));
        await Log.ImportCountAsync(8, 11, Clock.Now);
        ValueTask<bool> next = replay.MoveNextAsync();
        await using IAsyncEnumerator<LogEntry<RunEvent>> live = Subscription();
        ValueTask<bool> first = live.MoveNextAsync();
        await RivalProject.Log(Definitions.History).AppendAsync(Event(12));
        Assert.True(await next);
        Assert.Equal(12, replay.Current.Seq);
        Assert.True(await first);
        Assert.Equal(12, live.Current.Seq);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(0)]
    public async Task Lost_numbers_are_taken_for_lost_only_where_the_log_ends_before_them(long afterSeq)
    {
        await FillAsync(3);
        LogSequenceException refused = await Assert.ThrowsAsync<LogSequenceException>(
            async () => await Log.ImportAsync(Entries(7, 8), afterSeq));
        Assert.Equal((4, afterSeq + 1), (refused.ExpectedSeq, refused.ActualSeq));
        refused = await Assert.ThrowsAsync<LogSequenceException>(async () => await Log.ImportCountAsync(afterSeq, 9, Clock.Now));
        Assert.Equal((4, afterSeq + 1), (refused.ExpectedSeq, refused.ActualSeq));
        Assert.Equal([1, 2, 3], await ReadSeqsAsync());
        Assert.Equal(3, (await Log.GetInfoAsync()).LastSeq);
    }

    [Fact]
    public async Task Where_nothing_is_kept_before_them_numbers_that_are_left_out_count_as_truncated()
    {
        await FillAsync(3);
        await Log.TruncateBeforeAsync(3);
        await Log.ImportAsync(Entries(6, 7), afterSeq: 3);
        await ReopenRivalAsync();
        foreach (AppendLog<RunEvent> log in new[] { Log, RivalProject.Log(Definitions.History) })
        {
            Assert.Equal((6, 7), ((await log.GetInfoAsync()).FirstSeq, (await log.GetInfoAsync()).LastSeq));
            Assert.Equal([6, 7], log.Read().Select(e => e.Seq));
            Assert.Equal(6, Assert.Throws<LogTruncatedException>(() => log.Read(new() { SinceSeq = 3 }).Any()).FirstSeq);
        }
    }

    [Fact]
    public async Task The_count_goes_on_without_entries()
    {
        DateTimeOffset time = Clock.Now.AddDays(3);
        await FillAsync(3);
        await Log.ImportCountAsync(3, 8, time);
        await ReopenRivalAsync();
        foreach (AppendLog<RunEvent> log in new[] { Log, RivalProject.Log(Definitions.History) })
        {
            LogInfo info = await log.GetInfoAsync();
            Assert.Equal((1, 8, time), (info.FirstSeq, info.LastSeq, info.LastTimestamp));
            Assert.Equal([1, 2, 3], log.Read().Select(e => e.Seq));
            Assert.Equal([3, 2], log.Read(new() { Reverse = true, Limit = 2 }).Select(e => e.Seq));
            Assert.Empty(log.Read(new() { SinceSeq = 3 }));
            Assert.Empty(log.Read(new() { SinceSeq = 8 }));
            Assert.Throws<LogRewoundException>(() => log.Read(new() { SinceSeq = 9 }).Any());
            Assert.Empty(await log.VerifyAsync(cancellationToken: Deadline).ToListAsync(Deadline));
        }

        // Once more, and by another process.
        await RivalProject.Log(Definitions.History).ImportCountAsync(8, 9, time);
        Assert.Equal(new AppendResult(10, 10), await Log.AppendAsync(Event(10)));
        Assert.Equal(new LogEntry<RunEvent>(10, time, Event(10)), (await ReadAsync())[^1]);
        Assert.Equal([10], await ReadSeqsAsync(new() { SinceSeq = 9 }));
        Assert.Equal([1, 2, 3, 10], await ReadSeqsAsync());
        Assert.Equal(new TryAppendResult.Appended(11, 11), await RivalProject.Log(Definitions.History).TryAppendAsync([Event(11)], 10));
    }

    [Fact]
    public async Task An_untouched_log_may_begin_with_a_count_as_one_whose_entries_were_all_truncated()
    {
        DateTimeOffset time = DateTimeOffset.UnixEpoch.AddDays(9);
        await Log.ImportCountAsync(0, 8, time);
        await ReopenRivalAsync();
        foreach (Project project in new[] { Project, RivalProject })
        {
            AppendLog<RunEvent> log = project.Log(Definitions.History);
            Assert.Equal(new(8, 9, 0, 0, null, time, false), await log.GetInfoAsync());
            Assert.True(await log.ExistsAsync());
            Assert.Equal(["history"], await project.ListLogsAsync(Deadline).ToListAsync(Deadline));
            Assert.Empty(log.Read());
            Assert.Equal(9, Assert.Throws<LogTruncatedException>(() => log.Read(new() { SinceSeq = 7 }).Any()).FirstSeq);
        }

        await RivalProject.Log(Definitions.History).CompleteAsync();
        await Assert.ThrowsAsync<LogCompletedException>(async () => await Log.ImportCountAsync(8, 9, time));
        Assert.Equal(new(8, 9, 0, 0, null, time, true), await Log.GetInfoAsync());
        Assert.True(await Log.DeleteAsync());
        Assert.Equal(new AppendResult(1, 1), await Log.AppendAsync(Event(1)));
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(5, 3)]
    public async Task A_count_only_goes_on(long afterSeq, long lastSeq)
    {
        await FillAsync(3);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Log.ImportCountAsync(afterSeq, lastSeq, Clock.Now));
        Assert.Equal(3, (await Log.GetInfoAsync()).LastSeq);
    }

    [Theory]
    [InlineData("3 4")]
    [InlineData("5 5")]
    [InlineData("6 5")]
    public async Task Numbers_that_are_left_out_leave_the_others_rising(string seqs)
    {
        await FillAsync(3);
        await Assert.ThrowsAsync<LogSequenceException>(async () => await Log.ImportAsync(
            seqs.Split(' ').Select(s => new LogEntry<RunEvent>(long.Parse(s, null), Clock.Now, Event(1))), afterSeq: 3));
        Assert.Equal([1, 2, 3], await ReadSeqsAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Numbers_begin_with_1(long first) => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        async () => await Log.ImportAsync([new(first, Clock.Now, Event(1))]));

    [Fact]
    public async Task Nothing_imported_writes_nothing()
    {
        Assert.Equal(new AppendResult(1, 0), await Log.ImportAsync([]));
        Assert.Empty(await Project.ListLogsAsync(Deadline).ToListAsync(Deadline));
        await FillAsync(2);
        Assert.Equal(new AppendResult(3, 2), await Log.ImportAsync([]));
    }

    [Fact]
    public async Task A_completed_log_takes_nothing()
    {
        await FillAsync(2);
        await Log.CompleteAsync();
        await Assert.ThrowsAsync<LogCompletedException>(async () => await Log.ImportAsync(Entries(3, 4)));
        await Assert.ThrowsAsync<LogCompletedException>(async () => await Log.ImportAsync(Entries(9, 9)));
        Assert.Equal([1, 2], await ReadSeqsAsync());
    }

    [Fact]
    public async Task Subscribers_get_imported_entries()
    {
        await FillAsync(2);
        await using IAsyncEnumerator<LogEntry<RunEvent>> replay = Subscription(0);
        await using IAsyncEnumerator<LogEntry<RunEvent>> live = Subscription();
        ValueTask<bool> first = live.MoveNextAsync();
        Assert.Equal([1, 2], await TakeAsync(replay, 2));
        await Log.ImportAsync(Entries(3, 5));
        await RivalProject.Log(Definitions.History).ImportAsync(Entries(6, 7));
        await Log.AppendAsync(Event(8));
        Assert.True(await first);
        Assert.Equal([4, 5, 6, 7, 8], await TakeAsync(live, 5));
        Assert.Equal(Seqs(3, 8), await TakeAsync(replay, 6));
        Assert.Equal(Event(8), replay.Current.Data);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(null)]
    public async Task A_subscriber_at_an_untouched_log_gets_what_begins_with_1(long? since)
    {
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(since);
        ValueTask<bool> next = subscription.MoveNextAsync();
        await Log.ImportAsync(Entries(1, 3));
        Assert.True(await next);
        Assert.Equal([2, 3], await TakeAsync(subscription, 2));
    }

    [Theory]
    [InlineData(0L, false)]
    [InlineData(null, false)]
    [InlineData(0L, true)]
    public async Task A_subscriber_at_an_untouched_log_is_told_that_entries_before_a_later_beginning_are_gone(long? since, bool isBegun)
    {
        if (isBegun)
        {
            // A log that is there and holds nothing, as after a deletion half-way.
            await FillAsync(1);
            await Log.DeleteAsync();
        }

        // Over a network the import may be there before the subscriber's first look, which then begins at 5 as at any log.
        for (int round = 0; !await IsToldAsync(); round++)
        {
            Assert.InRange(round, 0, 100);
            await Log.DeleteAsync();
        }

        List<LogSkip> skips = [];
        await using IAsyncEnumerator<LogEntry<RunEvent>> skipping = Subscription(4, skips.Add);
        Assert.Equal([5, 6], await TakeAsync(skipping, 2));

        async Task<bool> IsToldAsync()
        {
            await using IAsyncEnumerator<LogEntry<RunEvent>> subscription = Subscription(since);
            ValueTask<bool> next = subscription.MoveNextAsync();
            bool isFirst = !next.IsCompleted;
            await Log.ImportAsync(Entries(5, 6));
            try
            {
                Assert.True(await next && isFirst);
                Assert.Equal(5, subscription.Current.Seq);
                return false;
            }
            catch (LogTruncatedException truncated)
            {
                Assert.Equal((0, 5), (truncated.SinceSeq, truncated.FirstSeq));
                return true;
            }
        }
    }

    [Fact]
    public async Task A_rival_that_appended_meanwhile_is_noticed()
    {
        await Log.ImportAsync(Entries(1, 3));
        await RivalProject.Log(Definitions.History).AppendAsync(Event(4));
        Assert.Equal(5, (await Assert.ThrowsAsync<LogSequenceException>(async () => await Log.ImportAsync(Entries(4, 6)))).ExpectedSeq);
        Assert.Equal(Seqs(1, 4), await ReadSeqsAsync());
    }

    [Fact]
    public async Task Racing_importers_of_the_same_entries_write_each_once()
    {
        AppendLog<RunEvent>[] handles = [Log, RivalProject.Log(Definitions.History)];
        await Task.WhenAll(handles.Select(log => Task.Run(async () =>
        {
            for (long last = 0; last < 100; last = (await log.GetInfoAsync()).LastSeq)
            {
                try
                {
                    await log.ImportAsync(Entries(last + 1, last + 2));
                }
                catch (LogSequenceException)
                {
                    // The other was quicker: it goes on behind it.
                }
            }
        })));
        Assert.Equal(Entries(1, 100), await ReadAsync());
    }

    [Fact]
    public async Task Retention_waits_for_the_next_append()
    {
        ILogStore store = LogStore;
        await RawLog.ImportAsync(Entries(1, 20).Select(e => new LogEntry<JsonPayload>(e.Seq, e.Timestamp, JsonPayload.Parse("1"))));
        Assert.Equal(20, (await store.GetInfoAsync(Deadline)).Count);
        await store.AppendAsync(new PayloadBatch("1"u8.ToArray(), new[] { 1 }), new(null, null, new() { MaxEntries = 4 }), Deadline);

        // What is removed is removed in the append's turn, behind its answer: this waits for its own turn.
        await RawLog.AppendBatchAsync([]);
        Assert.Equal((4, 21), ((await store.GetInfoAsync(Deadline)).Count, (await store.GetInfoAsync(Deadline)).LastSeq));
    }

    /// <summary>Entries of other days, a day apart, each pair of the same time.</summary>
    private static IEnumerable<LogEntry<RunEvent>> Entries(long first, long last) =>
        Seqs(first, last).Select(seq => new LogEntry<RunEvent>(seq, DateTimeOffset.UnixEpoch.AddDays(seq / 2), Event(seq)));
}
