using Ledgerline.Drivers;
using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

public abstract class ReadContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private readonly List<LogSkip> _skips = [];

    [Fact]
    public async Task An_untouched_log_is_empty()
    {
        Assert.Empty(await ReadAsync());
        Assert.Empty(Log.Read());
        Assert.Equal(new LogInfo(0, 1, 0, 0, null, null, false), await Log.GetInfoAsync());
        Assert.Empty(await Project.ListLogsAsync(Deadline).ToListAsync(Deadline));
    }

    [Theory]
    [InlineData(0, null, false, "1 2 3 4 5 6")]
    [InlineData(2, null, false, "3 4 5 6")]
    [InlineData(2, 3L, false, "3 4 5")]
    [InlineData(2, 100L, false, "3 4 5 6")]
    [InlineData(5, null, false, "6")]
    [InlineData(6, null, false, "")]
    [InlineData(0, 0L, false, "")]
    [InlineData(0, 0L, true, "")]
    [InlineData(0, long.MaxValue, true, "6 5 4 3 2 1")]
    [InlineData(0, null, true, "6 5 4 3 2 1")]
    [InlineData(2, null, true, "6 5 4 3")]
    [InlineData(2, 3L, true, "6 5 4")]
    [InlineData(6, 1L, true, "")]
    public async Task Reads_what_stands_behind_a_number_up_to_a_limit_in_either_order(
        long sinceSeq, long? limit, bool reverse, string expected)
    {
        await FillAsync(6);
        var options = new LogReadOptions { SinceSeq = sinceSeq, Limit = limit, Reverse = reverse };
        long[] seqs = Numbers(expected);
        Assert.Equal(seqs.Select(Event), (await ReadAsync(options)).Select(e => e.Data));
        Assert.Equal(seqs, Log.Read(options).Select(e => e.Seq));
    }

    [Theory]
    [InlineData(null, null, "1 2 3 4 5")]
    [InlineData(0.0, null, "1 2 3 4 5")]
    [InlineData(10.0, null, "4 5")]
    [InlineData(9.9, null, "2 3 4 5")]
    [InlineData(10.1, null, "4 5")]
    [InlineData(30.0, null, "")]
    [InlineData(null, 10.0, "1")]
    [InlineData(null, 10.1, "1 2 3")]
    [InlineData(null, 9.9, "1")]
    [InlineData(null, 5.0, "")]
    [InlineData(null, 31.0, "1 2 3 4 5")]
    [InlineData(5.0, 30.0, "2 3 4")]
    [InlineData(10.0, 20.0, "")]
    [InlineData(20.0, 10.0, "")]
    public async Task Reads_between_two_times_neither_included(double? afterMs, double? beforeMs, string expected)
    {
        DateTimeOffset start = Clock.Now;
        foreach (int ms in new[] { 5, 10, 10, 20, 30 })
        {
            Clock.Now = start.AddMilliseconds(ms);
            await Log.AppendAsync(Event(ms));
        }

        var options = new LogReadOptions
        {
            After = afterMs is { } after ? start + TimeSpan.FromMilliseconds(after) : null,
            Before = beforeMs is { } before ? (start + TimeSpan.FromMilliseconds(before)).ToOffset(TimeSpan.FromHours(5)) : null,
        };
        Assert.Equal(Numbers(expected), await ReadSeqsAsync(options));
        Assert.Equal(Numbers(expected).Reverse(), await ReadSeqsAsync(options with { Reverse = true }));
    }

    [Fact]
    public async Task Bounds_of_time_number_and_limit_hold_together()
    {
        DateTimeOffset start = Clock.Now;
        for (int i = 1; i <= 20; i++)
        {
            Clock.Now = start.AddSeconds(i);
            await Log.AppendAsync(Event(i));
        }

        var options = new LogReadOptions { SinceSeq = 5, After = start.AddSeconds(3), Before = start.AddSeconds(15), Limit = 4 };
        Assert.Equal([6, 7, 8, 9], await ReadSeqsAsync(options));
        Assert.Equal([14, 13, 12, 11], await ReadSeqsAsync(options with { Reverse = true }));
        Assert.Equal([11, 12, 13, 14], await ReadSeqsAsync(options with { After = start.AddSeconds(10), Limit = null }));
        Assert.Equal([.. Seqs(1, 20)], await ReadSeqsAsync(new() { After = DateTimeOffset.MinValue, Before = DateTimeOffset.MaxValue }));
    }

    [Fact]
    public async Task A_read_ends_at_the_last_entry_of_its_first_move()
    {
        await FillAsync(2);
        IAsyncEnumerable<LogEntry<RunEvent>> read = Log.ReadAsync();
        await Log.AppendAsync(Event(3));
        await using IAsyncEnumerator<LogEntry<RunEvent>> entries = read.GetAsyncEnumerator(Deadline);
        Assert.True(await entries.MoveNextAsync());
        await Log.AppendAsync(Event(4));
        Assert.Equal([2, 3], await TakeAsync(entries, 10));
    }

    [Fact]
    public async Task A_read_can_be_enumerated_again_and_sees_what_is_there_then()
    {
        IAsyncEnumerable<LogEntry<RunEvent>> read = Log.ReadAsync();
        IEnumerable<LogEntry<RunEvent>> synchronous = Log.Read();
        for (int count = 0; count < 3; count++)
        {
            Assert.Equal(count, await read.CountAsync(Deadline));
            Assert.Equal(count, synchronous.Count());
            await Log.AppendAsync(Event(count + 1));
        }
    }

    [Fact]
    public async Task Since_0_starts_at_the_first_kept_entry()
    {
        await FillAsync(10);
        await Log.TruncateBeforeAsync(6);
        Assert.Equal([7, 8, 9, 10], await ReadSeqsAsync());
        Assert.Equal([10, 9, 8, 7], await ReadSeqsAsync(new() { Reverse = true }));
    }

    [Fact]
    public async Task Since_the_first_kept_minus_one_loses_nothing_and_so_reads_on()
    {
        await FillAsync(10);
        await Log.TruncateBeforeAsync(6);
        Assert.Equal([7, 8, 9, 10], await ReadSeqsAsync(new() { SinceSeq = 6 }));
        Assert.Equal([8, 9, 10], await ReadSeqsAsync(new() { SinceSeq = 7 }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_number_whose_successors_were_truncated_is_LogTruncatedException(bool reverse)
    {
        await FillAsync(10);
        await Log.TruncateBeforeAsync(6);
        var options = new LogReadOptions { SinceSeq = 3, Reverse = reverse };
        LogTruncatedException e = await Assert.ThrowsAsync<LogTruncatedException>(() => ReadAsync(options));
        Assert.Equal((3, 7), (e.SinceSeq, e.FirstSeq));
        Assert.Contains("4 to 6", e.Message, StringComparison.Ordinal);
        Assert.Throws<LogTruncatedException>(() => Log.Read(options).ToList());
        await Assert.ThrowsAsync<LogTruncatedException>(() => ReadAsync(options with { SinceSeq = 5 }));
    }

    [Theory]
    [InlineData(false, "7 8 9 10")]
    [InlineData(true, "10 9 8 7")]
    public async Task A_truncated_gap_is_reported_once_to_whoever_asked_to_skip_and_reading_goes_on(bool reverse, string expected)
    {
        await FillAsync(10);
        await Log.TruncateBeforeAsync(6);
        var options = new LogReadOptions { SinceSeq = 3, Reverse = reverse, OnSkipped = _skips.Add };
        Assert.Equal(Numbers(expected), await ReadSeqsAsync(options));

        LogSkip skip = Assert.Single(_skips);
        Assert.Contains("history", skip.Source, StringComparison.Ordinal);
        Assert.Equal((null, null, 0, 3), (skip.Line, skip.Offset, skip.Length, skip.AfterSeq));
        Assert.Contains("4", skip.Cause, StringComparison.Ordinal);
        Assert.Contains("6", skip.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_without_a_gap_reports_none()
    {
        await FillAsync(10);
        await Log.TruncateBeforeAsync(6);
        await ReadAsync(new() { OnSkipped = _skips.Add });
        await ReadAsync(new() { SinceSeq = 6, OnSkipped = _skips.Add });
        await ReadAsync(new() { SinceSeq = 10, OnSkipped = _skips.Add });
        Assert.Empty(_skips);
    }

    [Fact]
    public async Task The_cursor_rules_hold_where_everything_was_truncated()
    {
        await FillAsync(10);
        await Log.TruncateBeforeAsync(10);
        Assert.Empty(await ReadAsync());
        Assert.Empty(await ReadAsync(new() { SinceSeq = 10 }));
        LogTruncatedException truncated =
            await Assert.ThrowsAsync<LogTruncatedException>(() => ReadAsync(new() { SinceSeq = 9 }));
        Assert.Equal((9, 11), (truncated.SinceSeq, truncated.FirstSeq));
        LogRewoundException rewound =
            await Assert.ThrowsAsync<LogRewoundException>(() => ReadAsync(new() { SinceSeq = 11 }));
        Assert.Equal((11, 10), (rewound.SinceSeq, rewound.LastSeq));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_number_above_the_last_is_LogRewoundException_also_for_whoever_asked_to_skip(bool reverse)
    {
        var options = new LogReadOptions { Reverse = reverse, OnSkipped = _skips.Add };
        await Assert.ThrowsAsync<LogRewoundException>(() => ReadAsync(options with { SinceSeq = 1 }));
        await FillAsync(3);
        LogRewoundException e =
            await Assert.ThrowsAsync<LogRewoundException>(() => ReadAsync(options with { SinceSeq = 4 }));
        Assert.Equal((4, 3), (e.SinceSeq, e.LastSeq));
        Assert.Throws<LogRewoundException>(() => Log.Read(options with { SinceSeq = long.MaxValue }).ToList());
        Assert.Empty(_skips);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_running_read_goes_on_over_entries_that_are_truncated_meanwhile(bool reverse)
    {
        await FillAsync(100);
        await using IAsyncEnumerator<LogEntry<RunEvent>> entries =
            Log.ReadAsync(new() { Reverse = reverse }).GetAsyncEnumerator(Deadline);
        List<long> seqs = await TakeAsync(entries, 10);
        await RivalProject.Log(Definitions.History).TruncateBeforeAsync(100);
        await RivalProject.Log(Definitions.History).AppendBatchAsync(Events(101, 200));
        seqs.AddRange(await TakeAsync(entries, 1000));
        Assert.Equal(reverse ? Seqs(1, 100).Reverse() : Seqs(1, 100), seqs);
    }

    [Fact]
    public async Task A_read_beside_appends_and_truncations_is_one_unbroken_run()
    {
        await FillAsync(50);
        Task writer = Task.Run(async () =>
        {
            for (int i = 51; i <= 250; i++)
            {
                await Log.AppendAsync(Event(i));
                if (i % 10 == 0)
                {
                    await Log.TruncateBeforeAsync(i - 40);
                }
            }
        });

        // Also where the writer was quicker than the first read.
        bool isLast;
        do
        {
            isLast = writer.IsCompleted;
            List<LogEntry<RunEvent>> read = await ReadAsync();
            Assert.Equal(Seqs(read[0].Seq, read[^1].Seq), read.Select(e => e.Seq));
            Assert.Equal(read.Select(e => Event(e.Seq)), read.Select(e => e.Data));
        }
        while (!isLast);
        await writer;
        Assert.Equal(Seqs(211, 250), await ReadSeqsAsync());
    }

    [Fact]
    public async Task An_entry_that_does_not_fit_its_type_says_its_number_so_that_a_reader_can_resume_behind_it()
    {
        await Log.AppendAsync(Event(1));
        await RawLog.AppendAsync(JsonPayload.Parse("""{"kind":"unheard-of"}"""));
        await RawLog.AppendAsync(JsonPayload.Parse("[3]"));
        await Log.AppendAsync(Event(4));

        List<long> seen = [];
        List<long> misfits = [];
        long since = 0;
        while (since < 4)
        {
            try
            {
                await foreach (LogEntry<RunEvent> entry in Log.ReadAsync(new() { SinceSeq = since }, Deadline))
                {
                    seen.Add(entry.Seq);
                    since = entry.Seq;
                }
            }
            catch (LogDataException e)
            {
                misfits.Add(e.Seq);
                since = e.Seq;
            }
        }

        Assert.Equal([1, 4], seen);
        Assert.Equal([2, 3], misfits);
    }

    [Fact]
    public async Task A_read_that_is_cancelled_between_two_entries_throws()
    {
        await FillAsync(3);
        using var cancel = new CancellationTokenSource();
        await using IAsyncEnumerator<LogEntry<RunEvent>> entries = Log.ReadAsync().GetAsyncEnumerator(cancel.Token);
        Assert.True(await entries.MoveNextAsync());
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await entries.MoveNextAsync());
    }

    [Fact]
    public async Task Info_follows_appends_and_truncations()
    {
        DateTimeOffset start = Clock.Now;
        for (int i = 1; i <= 4; i++)
        {
            Clock.Now = start.AddSeconds(i);
            await Log.AppendAsync(Event(i));
        }

        LogInfo full = await Log.GetInfoAsync();
        Assert.Equal(new LogInfo(4, 1, 4, full.SizeInBytes, start.AddSeconds(1), start.AddSeconds(4), false), full);
        Assert.True(full.SizeInBytes >= 4 * """{"kind":"started","name":"e1"}""".Length);

        await Log.TruncateBeforeAsync(2);
        LogInfo half = await Log.GetInfoAsync();
        Assert.Equal(new LogInfo(4, 3, 2, half.SizeInBytes, start.AddSeconds(3), start.AddSeconds(4), false), half);
        Assert.InRange(half.SizeInBytes, 1, full.SizeInBytes - 1);

        await Log.TruncateBeforeAsync(4);
        Assert.Equal(new LogInfo(4, 5, 0, 0, null, start.AddSeconds(4), false), await Log.GetInfoAsync());

        await Log.DeleteAsync();
        Assert.Equal(new LogInfo(0, 1, 0, 0, null, null, false), await Log.GetInfoAsync());
    }

    [Fact]
    public async Task Moving_a_reader_behind_its_end_stays_there()
    {
        await FillAsync(1);
        using LogCursor reader = LogStore.OpenReader(new()).Started();
        Assert.True(reader.MoveNext());
        Assert.False(reader.MoveNext());
        await Log.AppendAsync(Event(2));
        Assert.False(reader.MoveNext());
        Assert.False(await reader.MoveNextAsync(Deadline));
    }

    private static long[] Numbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => long.Parse(s))];
}
