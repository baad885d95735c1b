using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>A writer that has a policy keeps between N and 1.25 N; others are left alone.</summary>
public abstract class RetentionContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private const int Appends = 120;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(40)]
    public async Task Of_entries_between_N_and_a_quarter_more_remain_and_the_count_goes_on(int limit)
    {
        AppendLog<RunEvent> log = Limited(new() { MaxEntries = limit });
        for (int i = 1; i <= Appends; i++)
        {
            Assert.Equal(new AppendResult(i, i), await log.AppendAsync(Event(i), Durability.Buffered));
            LogInfo info = await SettledAsync();
            Assert.Equal(i, info.LastSeq);
            Assert.InRange(info.Count, Math.Min(i, limit), limit + (limit / 4));
        }

        List<LogEntry<RunEvent>> kept = await ReadAsync();
        Assert.Equal(Events((int)kept[0].Seq, Appends), kept.Select(e => e.Data));
    }

    [Fact]
    public async Task Of_bytes_between_N_and_a_quarter_more_remain()
    {
        await FillAsync(1);
        long one = (await Log.GetInfoAsync()).SizeInBytes;
        long limit = one * 40;
        AppendLog<RunEvent> log = Limited(new() { MaxBytes = limit });
        bool wasAbove = false;
        for (int i = 2; i <= Appends; i++)
        {
            await log.AppendAsync(Event(i), Durability.Buffered);
            LogInfo info = await SettledAsync();
            wasAbove |= info.SizeInBytes > limit;
            Assert.InRange(info.SizeInBytes, wasAbove ? limit : 0, limit + (limit / 4));
        }

        Assert.True((await Log.GetInfoAsync()).FirstSeq > 40);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task An_entry_larger_than_all_that_may_be_kept_stays_alone(long limit)
    {
        AppendLog<RunEvent> log = Limited(new() { MaxBytes = limit });
        for (int i = 1; i <= 3; i++)
        {
            await log.AppendAsync(new RunEvent.Started(new string('x', 1000)), Durability.Buffered);
            LogInfo info = await SettledAsync();
            Assert.Equal((i, 1), (info.LastSeq, info.Count));
        }
    }

    [Fact]
    public async Task Entries_go_once_the_oldest_is_a_quarter_older_than_they_may_become()
    {
        TimeSpan limit = TimeSpan.FromHours(8);
        AppendLog<RunEvent> log = Limited(new() { MaxAge = limit });
        DateTimeOffset start = Clock.Now;
        for (int hour = 0; hour <= 40; hour++)
        {
            Clock.Now = start.AddHours(hour);
            await log.AppendAsync(Event(hour), Durability.Buffered);
            LogInfo info = await SettledAsync();
            TimeSpan age = Clock.Now - info.FirstTimestamp!.Value;
            Assert.InRange(age, TimeSpan.FromHours(Math.Min(hour, 8)), TimeSpan.FromHours(10));
        }

        // However old the rest, the entry that was just appended stays.
        Clock.Advance(TimeSpan.FromDays(1000));
        await log.AppendAsync(Event(41), Durability.Buffered);
        Assert.Equal((42, 1), ((await SettledAsync()).LastSeq, (await SettledAsync()).Count));
    }

    [Fact]
    public async Task Of_several_limits_each_counts()
    {
        AppendLog<RunEvent> log = Limited(new() { MaxEntries = 20, MaxAge = TimeSpan.FromHours(4), MaxBytes = 1 << 20 });
        await log.AppendBatchAsync(Events(1, 24), Durability.Buffered);
        Assert.Equal(24, (await SettledAsync()).Count);
        await log.AppendBatchAsync(Events(25, 26), Durability.Buffered);
        Assert.Equal((7, 20), ((await SettledAsync()).FirstSeq, (await SettledAsync()).Count));
        Clock.Advance(TimeSpan.FromHours(6));
        await log.AppendAsync(Event(27), Durability.Buffered);
        Assert.Equal((27, 1), ((await SettledAsync()).FirstSeq, (await SettledAsync()).Count));
    }

    [Fact]
    public async Task A_writer_without_a_policy_removes_nothing_and_one_beside_it_does()
    {
        AppendLog<RunEvent> log = Limited(new() { MaxEntries = 10 });
        AppendLog<RunEvent> rival = RivalProject.Log(Definitions.History);
        for (int round = 1; round <= 3; round++)
        {
            await rival.AppendBatchAsync(Events(1, 30), Durability.Buffered);
            Assert.InRange((await SettledAsync()).Count, 30, 42);
            await log.AppendAsync(Event(0), Durability.Buffered);
            LogInfo info = await SettledAsync();
            Assert.Equal((10, 31 * round), (info.Count, info.LastSeq));
        }

        Assert.Equal(Seqs(84, 93), rival.Read().Select(e => e.Seq));
    }

    [Fact]
    public async Task A_batch_larger_than_what_may_be_kept_is_acknowledged_whole_and_its_end_is_kept()
    {
        AppendLog<RunEvent> log = Limited(new() { MaxEntries = 5 });
        Assert.Equal(new AppendResult(1, 50), await log.AppendBatchAsync(Events(1, 50)));
        await SettledAsync();
        Assert.Equal(Events(46, 50), (await ReadAsync()).Select(e => e.Data));
    }

    [Fact]
    public async Task A_synchronous_append_and_one_with_an_expected_number_apply_the_policy_too()
    {
        AppendLog<RunEvent> log = Limited(new() { MaxEntries = 4 });
        log.AppendBatch(Events(1, 6));
        Assert.Equal(4, (await SettledAsync()).Count);
        Assert.Equal(new TryAppendResult.Appended(7, 8), log.TryAppend(Events(7, 8), 6));
        Assert.Equal(5, (await SettledAsync()).FirstSeq);
        Assert.Equal(new TryAppendResult.Conflict(8), log.TryAppend(Events(9, 10), 6));
        Assert.Equal((5, 8), ((await SettledAsync()).FirstSeq, (await SettledAsync()).LastSeq));
    }

    [Fact]
    public async Task A_slow_subscription_is_told_of_what_it_missed()
    {
        await FillAsync(3);
        List<LogSkip> skips = [];
        await using IAsyncEnumerator<LogEntry<RunEvent>> throwing = Subscription(0);
        await using IAsyncEnumerator<LogEntry<RunEvent>> skipping = Subscription(0, skips.Add);
        await TakeAsync(throwing, 1);
        await TakeAsync(skipping, 1);
        await Limited(new() { MaxEntries = 5 }).AppendBatchAsync(Events(4, 20));
        await SettledAsync();

        LogTruncatedException e = await Assert.ThrowsAsync<LogTruncatedException>(() => TakeAsync(throwing, 20));
        Assert.Equal(16, e.FirstSeq);
        List<long> seqs = [];
        while (seqs.Count == 0 || seqs[^1] < 20)
        {
            seqs.AddRange(await TakeAsync(skipping, 1));
        }

        Assert.Equal(Seqs(16, 20), seqs);
        Assert.Contains("2 to 15 were truncated", Assert.Single(skips).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_that_is_not_above_zero_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogRetention { MaxEntries = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogRetention { MaxBytes = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogRetention { MaxAge = TimeSpan.Zero });
        Assert.Null(new LogRetention { MaxAge = null, MaxBytes = null, MaxEntries = null }.MaxAge);
    }

    private AppendLog<RunEvent> Limited(LogRetention retention) =>
        Project.Log(new LogDefinition<RunEvent>("history", RecordContext.Default.RunEvent) { Retention = retention });

    /// <summary>What is there once a removal that an append began has ended: the next turn comes after it.</summary>
    private async Task<LogInfo> SettledAsync()
    {
        await Log.AppendBatchAsync([]);
        return await Log.GetInfoAsync();
    }
}
