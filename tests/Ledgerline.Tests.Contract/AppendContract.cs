using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

public abstract class AppendContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    [Fact]
    public async Task The_first_entry_is_given_1_and_the_next_ones_one_more_each()
    {
        Assert.Equal(new AppendResult(1, 1), await Log.AppendAsync(Event(1)));
        Assert.Equal(new AppendResult(2, 2), await Log.AppendAsync(Event(2)));
        Assert.Equal(new AppendResult(3, 5), await Log.AppendBatchAsync(Events(3, 5)));
        Assert.Equal(new AppendResult(6, 6), await Log.AppendAsync(Event(6)));
    }

    [Fact]
    public async Task Synchronous_and_asynchronous_appends_share_one_count()
    {
        Assert.Equal(new AppendResult(1, 1), Log.Append(Event(1)));
        Assert.Equal(new AppendResult(2, 2), await Log.AppendAsync(Event(2)));
        Assert.Equal(new AppendResult(3, 4), Log.AppendBatch(Events(3, 4)));
        Assert.Equal(Events(1, 4), (await ReadAsync()).Select(e => e.Data));
    }

    [Fact]
    public async Task An_empty_batch_writes_nothing_and_is_given_what_comes_next_and_the_last()
    {
        Assert.Equal(new AppendResult(1, 0), await Log.AppendBatchAsync([]));
        Assert.Equal(new AppendResult(1, 0), Log.AppendBatch([]));
        Assert.Empty(await Project.ListLogsAsync(Deadline).ToListAsync(Deadline));

        await FillAsync(3);
        Assert.Equal(new AppendResult(4, 3), await Log.AppendBatchAsync([]));
        Assert.Equal(new AppendResult(4, 3), Log.AppendBatch([]));
        Assert.Equal([1, 2, 3], await ReadSeqsAsync());
    }

    [Fact]
    public async Task Handles_on_one_log_share_its_count_and_its_entries()
    {
        await Log.AppendAsync(Event(1));
        await RivalProject.Log(Definitions.History).AppendAsync(Event(2));
        await RawLog.AppendAsync(JsonPayload.Parse("""{"kind":"started","name":"e3"}"""));
        Assert.Equal(Events(1, 3), (await ReadAsync()).Select(e => e.Data));
    }

    [Fact]
    public async Task Logs_of_other_names_and_other_projects_are_apart()
    {
        await Driver.CreateProjectAsync("p_other");
        await FillAsync(2);
        Assert.Equal(new AppendResult(1, 1), await Project.Log("other").AppendAsync(JsonPayload.Parse("1")));
        Assert.Equal(new AppendResult(1, 1), await Driver.Project("p_other").History.AppendAsync(JsonPayload.Parse("1")));
        Assert.Equal([1, 2], await ReadSeqsAsync());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("\"\"")]
    [InlineData("-0.0")]
    [InlineData("1e400")]
    [InlineData("123456789012345678901234567890.5")]
    [InlineData("[]")]
    [InlineData("{ \"spaces\" :  [ 1 , 2 ] }")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("\"öäü ✓ 🚀 \u2028 \u0085\"")]
    [InlineData("\"a\\nb\\r\\u0000\\ud83d\\ude80\"")]
    [InlineData("\"}\\n{\\\"seq\\\":2,\\\"ts\\\":0,\\\"data\\\":1}\"")]
    [InlineData("{\"more\":true,\"crc\":\"00000000\"}")]
    [InlineData("\"x\\\",\\\"more\\\":true\"")]
    public async Task Json_comes_back_byte_for_byte(string json)
    {
        JsonPayload payload = JsonPayload.Parse(json);
        await RawLog.AppendBatchAsync([payload, JsonPayload.Parse("2")]);
        await RawLog.AppendAsync(payload);

        List<LogEntry<JsonPayload>> read = await RawLog.ReadAsync().ToListAsync(Deadline);
        Assert.Equal([json, "2", json], read.Select(e => e.Data.ToString()));
    }

    [Fact]
    public async Task Json_over_several_lines_is_stored_without_its_line_breaks()
    {
        await RawLog.AppendAsync(JsonPayload.Parse("{\n  \"a\": [\r\n1 ]\n}\n"));
        LogEntry<JsonPayload> entry = Assert.Single(await RawLog.ReadAsync().ToListAsync(Deadline));
        Assert.Equal("""{"a":[1]}""", entry.Data.ToString());
    }

    [Fact]
    public async Task An_entry_of_20_MiB_works()
    {
        string text = string.Create(20 << 20, 0, (span, _) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = (char)('a' + (i % 26));
            }
        });
        await RawLog.AppendBatchAsync([JsonPayload.Parse("1"), JsonPayload.Parse($"\"{text}\""), JsonPayload.Parse("3")]);

        List<LogEntry<JsonPayload>> read = await RawLog.ReadAsync().ToListAsync(Deadline);
        Assert.Equal([1, 2, 3], read.Select(e => e.Seq));
        Assert.True(read[1].Data.ToElement().GetString() == text);
        Assert.Equal("3", read[2].Data.ToString());
    }

    [Fact]
    public async Task Concurrent_appends_are_dense_and_each_entry_stands_at_the_number_that_was_acknowledged()
    {
        const int Writers = 8;
        const int Each = 50;
        AppendLog<RunEvent>[] handles = [Log, RivalProject.Log(Definitions.History)];
        (long Seq, string Name)[][] acknowledged = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var mine = new (long, string)[Each];
            for (int i = 0; i < Each; i++)
            {
                string name = $"w{writer}-{i}";
                var entry = new RunEvent.Started(name);
                AppendLog<RunEvent> log = handles[(writer + i) % 2];
                AppendResult result = i % 2 == 0 ? await log.AppendAsync(entry) : log.Append(entry);
                Assert.Equal(result.FirstSeq, result.LastSeq);
                mine[i] = (result.FirstSeq, name);
            }

            return mine;
        })));

        IEnumerable<(long, string)> stored =
            (await ReadAsync()).Select(e => (e.Seq, ((RunEvent.Started)e.Data).Name));
        Assert.Equal(acknowledged.SelectMany(a => a).Order(), stored);
        Assert.Equal(Seqs(1, Writers * Each), stored.Select(s => s.Item1));
    }

    [Fact]
    public async Task Concurrent_batches_do_not_mix()
    {
        const int Writers = 6;
        const int Each = 15;
        const int Size = 7;
        AppendLog<RunEvent>[] handles = [Log, RivalProject.Log(Definitions.History)];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++)
            {
                RunEvent[] batch = [.. Enumerable.Range(0, Size).Select(n => new RunEvent.Finished($"w{writer}-{i}", n))];
                AppendResult result = await handles[writer % 2].AppendBatchAsync(batch);
                Assert.Equal(Size, result.LastSeq - result.FirstSeq + 1);
            }
        })));

        List<LogEntry<RunEvent>> read = await ReadAsync();
        Assert.Equal(Seqs(1, Writers * Each * Size), read.Select(e => e.Seq));
        foreach (LogEntry<RunEvent>[] batch in read.Chunk(Size))
        {
            Assert.Equal(Enumerable.Range(0, Size), batch.Select(e => ((RunEvent.Finished)e.Data).ExitCode));
            Assert.Single(batch.Select(e => ((RunEvent.Finished)e.Data).Name).Distinct());
        }
    }

    [Fact]
    public async Task A_synchronous_append_with_an_expected_number_writes_it_or_nothing()
    {
        Assert.Equal(new TryAppendResult.Appended(1, 2), Log.TryAppend(Events(1, 2), 0));
        Assert.Equal(new TryAppendResult.Conflict(2), Log.TryAppend([Event(9)], 1));
        Assert.Equal(new TryAppendResult.Conflict(2), Log.TryAppend([Event(9)], 3, Durability.Buffered));
        Assert.Equal(new TryAppendResult.Appended(3, 2), Log.TryAppend([], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Log.TryAppend([Event(9)], -1));
        Assert.Throws<ArgumentNullException>(() => Log.TryAppend(null!, 2));
        Assert.Equal(Events(1, 2), (await ReadAsync()).Select(e => e.Data));
    }

    [Fact]
    public async Task A_batch_that_fails_to_serialize_in_the_middle_appends_nothing()
    {
        AppendLog<Fragile> log = Project.Log(Definitions.FragileLog);
        await log.AppendAsync(new Fragile { Number = 1 });
        Fragile[] batch = [new() { Number = 2 }, new() { Number = 3, Breaks = true }, new() { Number = 4 }];

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await log.AppendBatchAsync(batch));
        Assert.Throws<InvalidOperationException>(() => log.AppendBatch(batch));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await log.TryAppendAsync(batch, 1));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await log.AppendAsync(batch[1]));
        Assert.Equal(new AppendResult(2, 2), await log.AppendAsync(new Fragile { Number = 5 }));

        List<LogEntry<JsonPayload>> read = await Project.Log("fragile").ReadAsync().ToListAsync(Deadline);
        Assert.Equal(["""{"number":1,"text":"whole"}""", """{"number":5,"text":"whole"}"""], read.Select(e => e.Data.ToString()));
    }

    [Fact]
    public async Task A_batch_whose_source_fails_in_the_middle_appends_nothing()
    {
        static IEnumerable<RunEvent> Failing()
        {
            yield return Event(1);
            throw new FormatException("the source failed");
        }

        await Assert.ThrowsAsync<FormatException>(async () => await Log.AppendBatchAsync(Failing()));
        Assert.Throws<FormatException>(() => Log.AppendBatch(Failing()));
        await Assert.ThrowsAsync<FormatException>(async () => await Log.TryAppendAsync(Failing(), 0));
        Assert.Equal(new AppendResult(1, 1), await Log.AppendAsync(Event(1)));
    }

    [Fact]
    public async Task A_batch_may_be_made_from_the_log_that_it_is_appended_to()
    {
        await FillAsync(3);
        Assert.Equal(new AppendResult(4, 6), await Log.AppendBatchAsync(Log.Read().Select(e => e.Data)));
        Assert.Equal(Events(1, 3).Concat(Events(1, 3)), (await ReadAsync()).Select(e => e.Data));
    }

    [Fact]
    public async Task TryAppend_appends_where_the_log_is_where_it_was_expected()
    {
        Assert.Equal(new TryAppendResult.Appended(1, 2), await Log.TryAppendAsync(Events(1, 2), 0));
        Assert.Equal(new TryAppendResult.Appended(3, 3), await Log.TryAppendAsync([Event(3)], 2));
        Assert.Equal(new TryAppendResult.Appended(4, 3), await Log.TryAppendAsync([], 3));
        Assert.Equal(Events(1, 3), (await ReadAsync()).Select(e => e.Data));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(long.MaxValue)]
    public async Task TryAppend_writes_nothing_and_says_the_last_number_where_the_log_is_elsewhere(long expected)
    {
        await FillAsync(3);
        Assert.Equal(new TryAppendResult.Conflict(3), await Log.TryAppendAsync([Event(4)], expected));
        Assert.Equal(new TryAppendResult.Conflict(3), await Log.TryAppendAsync([], expected));
        Assert.Equal([1, 2, 3], await ReadSeqsAsync());
    }

    [Fact]
    public async Task TryAppend_on_an_untouched_log_conflicts_with_any_number_but_0()
    {
        Assert.Equal(new TryAppendResult.Conflict(0), await Log.TryAppendAsync([Event(1)], 1));
        Assert.Equal(new TryAppendResult.Conflict(0), await Log.TryAppendAsync([], 1));
    }

    [Fact]
    public async Task TryAppend_counts_what_was_truncated()
    {
        await FillAsync(3);
        await Log.TruncateBeforeAsync(3);
        Assert.Equal(new TryAppendResult.Conflict(3), await Log.TryAppendAsync([Event(1)], 0));
        Assert.Equal(new TryAppendResult.Appended(4, 4), await Log.TryAppendAsync([Event(4)], 3));
    }

    [Fact]
    public async Task Of_racing_TryAppends_that_expect_the_same_exactly_one_appends()
    {
        const int Rounds = 20;
        const int Rivals = 6;
        AppendLog<RunEvent>[] handles = [Log, RivalProject.Log(Definitions.History)];
        for (int round = 0; round < Rounds; round++)
        {
            long expected = round;
            TryAppendResult[] results = await Task.WhenAll(Enumerable.Range(0, Rivals).Select(rival =>
                Task.Run(async () => await handles[rival % 2].TryAppendAsync([Event(rival)], expected))));
            Assert.Equal(new TryAppendResult.Appended(round + 1, round + 1), Assert.Single(results.OfType<TryAppendResult.Appended>()));
            Assert.All(results.OfType<TryAppendResult.Conflict>(), c => Assert.Equal(round + 1, c.ActualLastSeq));
        }

        Assert.Equal(Seqs(1, Rounds), await ReadSeqsAsync());
    }

    [Fact]
    public async Task Entries_are_stamped_by_the_drivers_clock_in_whole_milliseconds_of_utc()
    {
        DateTimeOffset start = Clock.Now;
        Clock.Now = start.AddTicks(TimeSpan.TicksPerMillisecond - 1);
        await Log.AppendAsync(Event(1));
        Clock.Now = start.AddMilliseconds(5);
        await Log.AppendAsync(Event(2));

        List<LogEntry<RunEvent>> read = await ReadAsync();
        Assert.Equal([start, start.AddMilliseconds(5)], read.Select(e => e.Timestamp));
        Assert.All(read, e => Assert.Equal(TimeSpan.Zero, e.Timestamp.Offset));
    }

    [Fact]
    public async Task Timestamps_do_not_fall_when_the_clock_is_set_back()
    {
        DateTimeOffset start = Clock.Now;
        await Log.AppendAsync(Event(1));
        Clock.Now = start.AddHours(-1);
        await Log.AppendAsync(Event(2));
        Clock.Now = start.AddMilliseconds(1);
        await RivalProject.Log(Definitions.History).AppendAsync(Event(3));
        Assert.Equal([start, start, start.AddMilliseconds(1)], (await ReadAsync()).Select(e => e.Timestamp));
    }

    [Fact]
    public async Task Timestamps_do_not_fall_after_everything_was_truncated()
    {
        DateTimeOffset start = Clock.Now;
        await FillAsync(3);
        await Log.TruncateBeforeAsync(3);
        Clock.Now = start.AddDays(-1);
        await RivalProject.Log(Definitions.History).AppendAsync(Event(4));
        Assert.Equal(start, Assert.Single(await ReadAsync()).Timestamp);
    }

    [Theory]
    [InlineData(Durability.Flushed)]
    [InlineData(Durability.Buffered)]
    public async Task Entries_are_there_at_every_durability(Durability durability)
    {
        await Log.AppendAsync(Event(1), durability);
        Log.Append(Event(2), durability);
        await Log.AppendBatchAsync(Events(3, 4), durability);
        Log.AppendBatch(Events(5, 6), durability);
        await Log.TryAppendAsync([Event(7)], 6, durability);
        Assert.Equal(Events(1, 7), (await ReadAsync()).Select(e => e.Data));
        Assert.Equal(Events(1, 7), RivalProject.Log(Definitions.History).Read().Select(e => e.Data));
    }
}
