using Ledgerline.Drivers;
using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>What an older system of the same layout was seen to get wrong, each row a promise here.</summary>
public abstract class OlderSystemContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    // Makes a write long enough for another to come in between, were it not kept out.
    private static readonly string Filler = new('x', 200_000);

    private readonly Inbox<long> _inbox = new();
    private readonly Inbox<Exception> _failures = new();

    [Fact]
    public async Task Truncating_everything_never_restarts_the_count()
    {
        await FillAsync(3);
        await Log.TruncateBeforeAsync(3);
        Assert.Equal(new AppendResult(4, 3), await Log.AppendBatchAsync([]));
        Assert.Equal(new AppendResult(4, 4), await Log.AppendAsync(Event(4)));
        await Log.TruncateBeforeAsync(100);
        Assert.Equal(new AppendResult(5, 6), await RivalProject.Log(Definitions.History).AppendBatchAsync(Events(5, 6)));
        Assert.Equal([5, 6], await ReadSeqsAsync());
    }

    [Fact]
    public async Task A_subscriber_misses_nothing_that_comes_after_everything_was_truncated()
    {
        await FillAsync(3);
        await using IAsyncEnumerator<LogEntry<RunEvent>> waiting = Subscription(3);
        ValueTask<bool> next = waiting.MoveNextAsync();
        await Log.TruncateBeforeAsync(3);
        await Log.AppendAsync(Event(4));
        Assert.True(await next);
        Assert.Equal((4, Event(4)), (waiting.Current.Seq, waiting.Current.Data));

        await using IAsyncEnumerator<LogEntry<RunEvent>> later = Subscription(3);
        Assert.Equal([4], await TakeAsync(later, 1));
    }

    [Fact]
    public async Task A_live_listener_that_throws_harms_no_append_no_other_listener_and_not_its_own_next_entry()
    {
        Inbox<long> thrower = new();
        using IDisposable throwing = Log.Subscribe(
            entry =>
            {
                thrower.Add(entry.Seq);
                throw new InvalidOperationException($"listener failed at {entry.Seq}");
            },
            onError: _failures.Add);
        using IDisposable later = Log.Subscribe(entry => _inbox.Add(entry.Seq));

        Assert.Equal(new AppendResult(1, 1), Log.Append(Event(1)));
        Assert.Equal(new AppendResult(2, 3), await Log.AppendBatchAsync(Events(2, 3)));
        Assert.Equal([1, 2, 3], await _inbox.TakeAsync(3, Deadline));
        Assert.Equal([1, 2, 3], await thrower.TakeAsync(3, Deadline));
        Assert.Equal(
            ["listener failed at 1", "listener failed at 2", "listener failed at 3"],
            (await _failures.TakeAsync(3, Deadline)).Select(e => e.Message));
    }

    [Fact]
    public async Task A_listener_that_throws_during_replay_skips_nothing_and_does_not_die()
    {
        await FillAsync(3);
        Inbox<long> thrower = new();
        using IDisposable throwing = Log.Subscribe(
            entry =>
            {
                thrower.Add(entry.Seq);
                throw new InvalidOperationException("listener failed");
            },
            0,
            _failures.Add);
        Assert.Equal([1, 2, 3], await thrower.TakeAsync(3, Deadline));
        await Log.AppendAsync(Event(4));
        Assert.Equal(4, await thrower.TakeAsync(Deadline));
        Assert.Equal(4, (await _failures.TakeAsync(4, Deadline)).Count);
    }

    [Fact]
    public async Task A_report_that_throws_as_well_harms_nobody()
    {
        Inbox<long> thrower = new();
        using IDisposable throwing = Log.Subscribe(
            entry =>
            {
                thrower.Add(entry.Seq);
                throw new InvalidOperationException("listener failed");
            },
            onError: e => throw e);
        using IDisposable later = Log.Subscribe(entry => _inbox.Add(entry.Seq));
        await FillAsync(3);
        Assert.Equal([1, 2, 3], await thrower.TakeAsync(3, Deadline));
        Assert.Equal([1, 2, 3], await _inbox.TakeAsync(3, Deadline));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Unsubscribing_inside_a_listener_ends_its_calls_at_once(bool isReplay)
    {
        if (isReplay)
        {
            await FillAsync(10);
        }

        Inbox<long> leaver = new();
        var handle = new TaskCompletionSource<IDisposable>();
        handle.SetResult(Log.Subscribe(
            entry =>
            {
                leaver.Add(entry.Seq);
                if (entry.Seq == 2)
                {
                    // The first call may run before Subscribe has returned its handle.
                    handle.Task.Result.Dispose();
                }
            },
            isReplay ? 0 : null));
        if (!isReplay)
        {
            await FillAsync(10);
        }

        Assert.Equal([1, 2], await leaver.TakeAsync(2, Deadline));
        using IDisposable other = Log.Subscribe(entry => _inbox.Add(entry.Seq), 0);
        await Log.AppendAsync(Event(11));
        Assert.Equal(Seqs(1, 11), await _inbox.TakeAsync(11, Deadline));
        Assert.Empty(leaver.TakeAll());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Appending_from_inside_a_listener_works_and_doubles_no_number(bool isReplay)
    {
        if (isReplay)
        {
            await FillAsync(3);
        }

        using IDisposable subscription = Log.Subscribe(
            entry =>
            {
                _inbox.Add(entry.Seq);
                if (entry.Seq <= 10)
                {
                    Log.Append(Event(0));
                    Assert.True(Log.AppendAsync(Event(0)).AsTask().Wait(TimeSpan.FromSeconds(30)));
                }
            },
            isReplay ? 0 : null,
            _failures.Add);
        using IDisposable second = Log.Subscribe(_ => { }, isReplay ? 0 : null, _failures.Add);
        if (!isReplay)
        {
            await FillAsync(3);
        }

        Assert.Equal(Seqs(1, 23), await _inbox.TakeAsync(23, Deadline));
        Assert.Equal(Seqs(1, 23), await ReadSeqsAsync());
        Assert.Empty(_inbox.TakeAll());
        Assert.Empty(_failures.TakeAll());
    }

    [Fact]
    public async Task Truncation_during_a_replay_is_LogTruncatedException()
    {
        await FillAsync(100);
        using var atTen = new SemaphoreSlim(0);
        using var truncated = new SemaphoreSlim(0);
        using IDisposable subscription = Log.Subscribe(
            entry =>
            {
                _inbox.Add(entry.Seq);
                if (entry.Seq == 10)
                {
                    atTen.Release();
                    truncated.Wait(Deadline);
                }
            },
            0,
            _failures.Add);
        await atTen.WaitAsync(Deadline);
        await RivalProject.Log(Definitions.History).TruncateBeforeAsync(60);
        await RivalIsSeenAsync();
        truncated.Release();

        LogTruncatedException e = Assert.IsType<LogTruncatedException>(await _failures.TakeAsync(Deadline));
        Assert.Equal((10, 61), (e.SinceSeq, e.FirstSeq));
        Assert.Equal(Seqs(1, 10), _inbox.TakeAll());
    }

    [Fact]
    public async Task Truncation_during_a_replay_is_a_reported_gap_for_whoever_asked()
    {
        await FillAsync(100);
        List<LogSkip> skips = [];
        await using IAsyncEnumerator<LogEntry<RunEvent>> replay = Subscription(0, skips.Add);
        List<long> seqs = await TakeAsync(replay, 10);
        await RivalProject.Log(Definitions.History).TruncateBeforeAsync(60);
        await RivalIsSeenAsync();
        seqs.AddRange(await TakeAsync(replay, 40));
        Assert.Equal(Seqs(1, 10).Concat(Seqs(61, 100)), seqs);
        Assert.Equal(10, Assert.Single(skips).AfterSeq);
    }

    [Fact]
    public async Task Fifty_races_of_truncating_and_appending_over_two_handles_lose_nothing()
    {
        for (int race = 1; race <= 50; race++)
        {
            AppendLog<RunEvent> log = Project.Log(new LogDefinition<RunEvent>($"race{race}", RecordContext.Default.RunEvent));
            AppendLog<RunEvent> other = RivalProject.Log(new LogDefinition<RunEvent>($"race{race}", RecordContext.Default.RunEvent));
            await log.AppendBatchAsync(Events(1, 10));
            using var start = new Barrier(2);
            Task<AppendResult[]> appends = Task.Run(async () =>
            {
                start.SignalAndWait(Deadline);
                var results = new AppendResult[5];
                for (int i = 0; i < results.Length; i++)
                {
                    results[i] = await log.AppendAsync(Event(11 + i));
                }

                return results;
            });
            Task<TruncateResult> truncation = Task.Run(async () =>
            {
                start.SignalAndWait(Deadline);
                return await other.TruncateBeforeAsync(8);
            });

            Assert.Equal(Seqs(11, 15), (await appends).Select(r => r.LastSeq));
            Assert.Equal(8, (await truncation).Removed);
            List<LogEntry<RunEvent>> kept = await other.ReadAsync().ToListAsync(Deadline);
            Assert.Equal(Seqs(9, 15), kept.Select(e => e.Seq));
            Assert.Equal(Events(9, 15), kept.Select(e => e.Data));
        }
    }

    [Fact]
    public async Task Of_2000_consecutive_puts_no_two_share_an_ETag()
    {
        HashSet<string> etags = [];
        for (int i = 0; i < 2000; i++)
        {
            etags.Add(Assert.IsType<KvPutResult.Stored>(
                await Counters.PutAsync("c", new Counter(i), durability: Durability.Buffered)).ETag);
        }

        Assert.Equal(2000, etags.Count);
    }

    [Fact]
    public async Task Of_300_racing_puts_exactly_one_is_stored_for_each_ETag_that_they_expect()
    {
        const int Rounds = 6;
        const int Each = 25;
        JsonKv<MutableNote>[] handles = [Project.Kv(Definitions.Notes), RivalProject.Kv(Definitions.Notes)];
        var expected = (KvPutResult.Stored)await handles[0].PutAsync("n", Note(-1));
        for (int round = 0; round < Rounds; round++)
        {
            string etag = expected.ETag;
            int first = round * Each * handles.Length;
            using var start = new Barrier(handles.Length);
            KvPutResult[][] puts = await Task.WhenAll(handles.Select((handle, h) => Task.Run(async () =>
            {
                var mine = new KvPutResult[Each];
                start.SignalAndWait(Deadline);
                for (int i = 0; i < mine.Length; i++)
                {
                    mine[i] = await handle.PutAsync("n", Note(first + (h * Each) + i), PutCondition.IfMatch(etag));
                }

                return mine;
            })));
            KvPutResult[] results = [.. puts.SelectMany(p => p)];

            KvPutResult.Stored stored = Assert.Single(results.OfType<KvPutResult.Stored>());
            Assert.All(results.OfType<KvPutResult.Conflict>(), c => Assert.Equal(stored.ETag, c.CurrentETag));
            var found = (KvGetResult<MutableNote>.Found)await handles[0].GetAsync("n");
            Assert.Equal((first + Array.IndexOf(results, stored), stored.ETag), (Number(found.Value), found.ETag));
            expected = stored;
        }
    }

    [Fact]
    public async Task A_counter_that_8_tasks_raise_50_times_each_reaches_400()
    {
        JsonKv<MutableNote>[] handles = [Project.Kv(Definitions.Notes), RivalProject.Kv(Definitions.Notes)];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(task => Task.Run(async () =>
        {
            for (int i = 0; i < 50; i++)
            {
                await handles[task % 2].UpdateAsync(
                    "n",
                    current => Note(current is KvGetResult<MutableNote>.Found found ? Number(found.Value) + 1 : 1),
                    Durability.Buffered);
            }
        })));
        Assert.Equal(400, Number(((KvGetResult<MutableNote>.Found)await handles[0].GetAsync("n")).Value));
    }

    [Fact]
    public async Task Of_300_puts_that_race_with_one_ETag_exactly_one_is_stored()
    {
        JsonKv<Counter>[] handles = [Counters, RivalProject.Kv(Definitions.Counters)];
        string etag = ((KvPutResult.Stored)await handles[0].PutAsync("c", new Counter(-1))).ETag;
        KvPutResult[] results = await Task.WhenAll(Enumerable.Range(0, 300).Select(n => Task.Run(async () =>
            await handles[n % 2].PutAsync("c", new Counter(n), PutCondition.IfMatch(etag)))));
        KvPutResult.Stored stored = Assert.Single(results.OfType<KvPutResult.Stored>());
        Assert.All(results.OfType<KvPutResult.Conflict>(), c => Assert.Equal(stored.ETag, c.CurrentETag));
        Assert.Equal(
            new KvGetResult<Counter>.Found(new Counter(Array.IndexOf(results, stored)), stored.ETag), await Counters.GetAsync("c"));
    }

    [Fact]
    public async Task A_counter_that_400_tasks_raise_by_compare_and_set_reaches_400()
    {
        JsonKv<Counter>[] handles = [Counters, RivalProject.Kv(Definitions.Counters)];
        await handles[0].PutAsync("c", new Counter(0));
        await Task.WhenAll(Enumerable.Range(0, 400).Select(n => Task.Run(async () =>
            await handles[n % 2].UpdateAsync(
                "c", current => new Counter(((KvGetResult<Counter>.Found)current).Value.Value + 1), Durability.Buffered))));
        Assert.Equal(400, ((KvGetResult<Counter>.Found)await Counters.GetAsync("c")).Value.Value);
    }

    [Fact]
    public async Task A_value_and_its_ETag_are_of_one_version_under_racing_puts()
    {
        // Every value's tag, learnt from another key: equal contents share one.
        const int Versions = 20;
        Dictionary<string, int> valueOf = [];
        for (int i = 0; i < Versions; i++)
        {
            valueOf[((KvPutResult.Stored)await Counters.PutAsync("learn", new Counter(i))).ETag] = i;
        }

        await Counters.PutAsync("c", new Counter(0));
        Task writer = Task.Run(async () =>
        {
            for (int i = 0; i < 400; i++)
            {
                await RivalProject.Kv(Definitions.Counters)
                    .PutAsync("c", new Counter(i % Versions), durability: Durability.Buffered);
            }
        });
        bool isLast;
        do
        {
            isLast = writer.IsCompleted;
            var found = (KvGetResult<Counter>.Found)await Counters.GetAsync("c");
            Assert.Equal(valueOf[found.ETag], found.Value.Value);
        }
        while (!isLast);
        await writer;
    }

    [Fact]
    public async Task A_batch_of_400_KB_is_seen_whole_or_not_at_all()
    {
        string filler = new('x', 4000);
        using var stop = new CancellationTokenSource();
        Task<List<int>> reader = Task.Run(async () =>
        {
            List<int> counts = [];
            bool isLast;
            do
            {
                isLast = stop.IsCancellationRequested;
                counts.Add(await RivalProject.History.ReadAsync().CountAsync(Deadline));
            }
            while (!isLast);
            return counts;
        });
        for (int i = 0; i < 10; i++)
        {
            await Log.AppendBatchAsync(Enumerable.Repeat<RunEvent>(new RunEvent.Started(filler), 100));
        }

        await stop.CancelAsync();
        List<int> seen = await reader;
        Assert.All(seen, count => Assert.Equal(0, count % 100));
        Assert.Equal(1000, seen[^1]);
    }

    [Fact]
    public async Task Changing_an_object_after_its_append_does_not_change_what_is_stored()
    {
        AppendLog<MutableNote> log = Project.Log(Definitions.NoteLog);
        var note = new MutableNote { Text = "before", Lines = { "one" } };
        await log.AppendAsync(note);
        log.Append(note);
        await log.AppendBatchAsync([note]);
        await log.TryAppendAsync([note], 3);
        note.Text = "after";
        note.Lines.Add("two");

        List<LogEntry<MutableNote>> read = await log.ReadAsync().ToListAsync(Deadline);
        Assert.Equal(4, read.Count);
        Assert.All(read, e => Assert.Equal(("before", "one"), (e.Data.Text, string.Join(' ', e.Data.Lines))));
        read[0].Data.Text = "changed by a reader";
        Assert.Equal("before", log.Read().First().Data.Text);
    }

    [Fact]
    public async Task Changing_the_bytes_of_a_payload_after_its_append_does_not_change_what_is_stored()
    {
        byte[] bytes = "\"before\""u8.ToArray();
        await RawLog.AppendAsync(JsonPayload.Parse(bytes));
        await Project.Meta.PutAsync("k", JsonPayload.Parse(bytes));
        "\"broken\""u8.CopyTo(bytes);
        Assert.Equal("\"before\"", Assert.Single(RawLog.Read()).Data.ToString());
        Assert.Equal("\"before\"", ((KvGetResult<JsonPayload>.Found)await Project.Meta.GetAsync("k")).Value.ToString());
    }

    [Fact]
    public async Task Changing_an_object_after_its_put_does_not_change_what_is_stored()
    {
        JsonKv<MutableNote> notes = Project.Kv(Definitions.Notes);
        var note = new MutableNote { Text = "before", Lines = { "one" } };
        await notes.PutAsync("put", note);
        await notes.UpdateAsync("updated", _ => note);
        note.Text = "after";
        note.Lines.Add("two");
        foreach (string key in new[] { "put", "updated" })
        {
            var found = (KvGetResult<MutableNote>.Found)await notes.GetAsync(key);
            Assert.Equal(("before", "one"), (found.Value.Text, string.Join(' ', found.Value.Lines)));
            found.Value.Text = "changed by a reader";
            Assert.Equal("before", ((KvGetResult<MutableNote>.Found)await notes.GetAsync(key)).Value.Text);
        }
    }

    [Theory]
    [MemberData(nameof(InvalidNames.All), MemberType = typeof(InvalidNames))]
    public async Task Every_driver_refuses_the_same_names(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Driver.CreateProjectAsync(name));
        Assert.Throws<ArgumentException>(() => Driver.Project(name));
        Assert.Throws<ArgumentException>(() => Project.Log(name));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Counters.GetAsync(name));
        Assert.Equal([ProjectId], await Driver.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task Corrupt_json_is_an_error_and_never_not_found()
    {
        await Project.Store.OpenDocuments("counters")
            .PutAsync("c", "{\"value\":"u8.ToArray(), PutCondition.Always, null, Deadline);
        DocumentCorruptException e =
            await Assert.ThrowsAsync<DocumentCorruptException>(async () => await Counters.GetAsync("c"));
        Assert.Equal("c", e.Key);
        await Assert.ThrowsAsync<DocumentCorruptException>(async () => await Counters.UpdateAsync("c", _ => new Counter(0)));
        Assert.Equal(["c"], await Counters.ListAsync().ToListAsync(Deadline));
    }

    [Fact]
    public async Task Changing_the_memory_that_a_driver_was_given_does_not_change_what_is_stored()
    {
        byte[] bytes = "11"u8.ToArray();
        int[] ends = [1, 2];
        await LogStore.AppendAsync(new PayloadBatch(bytes, ends), default, Deadline);
        LogStore.Append(new PayloadBatch(bytes, ends), default);
        IDocumentStore documents = Project.Store.OpenDocuments(null);
        await documents.PutAsync("put", bytes, PutCondition.Always, null, Deadline);
        await documents.UpdateAsync("updated", _ => bytes, null, Deadline);
        bytes.AsSpan().Fill((byte)'9');

        Assert.Equal(["1", "1", "1", "1"], RawLog.Read().Select(e => e.Data.ToString()));
        foreach (string key in new[] { "put", "updated" })
        {
            Assert.Equal("11", ((KvGetResult<JsonPayload>.Found)await Project.Meta.GetAsync(key)).Value.ToString());
        }
    }

    private static MutableNote Note(int number) => new() { Text = $"{number}", Lines = { Filler } };

    private static int Number(MutableNote note) => int.Parse(note.Text);
}
