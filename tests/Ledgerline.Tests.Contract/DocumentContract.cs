using System.Text;
using Ledgerline.Drivers;
using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

public abstract class DocumentContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    // Makes a write long enough for another to come in between, were it not kept out.
    private static readonly string Filler = new(' ', 50_000);

    private JsonKv<Counter> RivalCounters => RivalProject.Kv(Definitions.Counters);

    [Fact]
    public async Task What_was_put_is_found_by_every_handle_with_the_ETag_of_the_put()
    {
        Assert.IsType<KvGetResult<Counter>.NotFound>(await Counters.GetAsync("a"));
        string etag = await PutAsync("a", 1);
        var expected = new KvGetResult<Counter>.Found(new Counter(1), etag);
        Assert.Equal(expected, await Counters.GetAsync("a"));
        Assert.Equal(expected, await RivalCounters.GetAsync("a"));
        Assert.IsType<KvGetResult<Counter>.NotFound>(await Counters.GetAsync("A_b"));
    }

    [Fact]
    public async Task An_ETag_follows_the_content_and_not_the_history()
    {
        string first = await PutAsync("a", 1);
        string second = await PutAsync("a", 2);
        Assert.NotEqual(first, second);
        Assert.Equal(first, await PutAsync("a", 1));
    }

    [Fact]
    public async Task IfAbsent_stores_only_where_nothing_is_stored()
    {
        var stored = Assert.IsType<KvPutResult.Stored>(await Counters.PutAsync("a", new Counter(1), PutCondition.IfAbsent));
        Assert.Equal(
            new KvPutResult.Conflict(stored.ETag), await RivalCounters.PutAsync("a", new Counter(2), PutCondition.IfAbsent));
        Assert.Equal(1, await ValueAsync("a"));
        await Counters.DeleteAsync("a");
        Assert.IsType<KvPutResult.Stored>(await Counters.PutAsync("a", new Counter(3), PutCondition.IfAbsent));
    }

    [Fact]
    public async Task IfMatch_stores_only_over_that_version()
    {
        Assert.Equal(
            new KvPutResult.Conflict(null), await Counters.PutAsync("a", new Counter(0), PutCondition.IfMatch("anything")));
        string first = await PutAsync("a", 1);
        var second = Assert.IsType<KvPutResult.Stored>(
            await RivalCounters.PutAsync("a", new Counter(2), PutCondition.IfMatch(first)));
        Assert.Equal(
            new KvPutResult.Conflict(second.ETag), await Counters.PutAsync("a", new Counter(3), PutCondition.IfMatch(first)));
        Assert.Equal(2, await ValueAsync("a"));
    }

    [Fact]
    public async Task Of_racing_puts_with_IfAbsent_exactly_one_is_stored()
    {
        JsonKv<Counter>[] handles = [Counters, RivalCounters];
        for (int round = 0; round < 20; round++)
        {
            string key = $"k{round}";
            KvPutResult[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
                await handles[n % 2].PutAsync(key, new Counter(n), PutCondition.IfAbsent))));
            Assert.Single(results.OfType<KvPutResult.Stored>());
        }
    }

    [Fact]
    public async Task Deleting_says_whether_there_was_a_document()
    {
        Assert.IsType<KvDeleteResult.NotFound>(await Counters.DeleteAsync("a"));
        Assert.IsType<KvDeleteResult.NotFound>(await Counters.DeleteAsync("a", "anything"));
        await PutAsync("a", 1);
        Assert.IsType<KvDeleteResult.Deleted>(await RivalCounters.DeleteAsync("a"));
        Assert.IsType<KvDeleteResult.NotFound>(await Counters.DeleteAsync("a"));
        Assert.IsType<KvGetResult<Counter>.NotFound>(await Counters.GetAsync("a"));
    }

    [Fact]
    public async Task Deleting_with_an_ETag_deletes_only_that_version()
    {
        string first = await PutAsync("a", 1);
        string second = await PutAsync("a", 2);
        Assert.Equal(new KvDeleteResult.Conflict(second), await Counters.DeleteAsync("a", first));
        Assert.Equal(2, await ValueAsync("a"));
        Assert.IsType<KvDeleteResult.Deleted>(await Counters.DeleteAsync("a", second));
    }

    [Fact]
    public async Task Of_racing_deletions_exactly_one_deletes()
    {
        JsonKv<Counter>[] handles = [Counters, RivalCounters];
        for (int round = 0; round < 20; round++)
        {
            await PutAsync("a", round);
            KvDeleteResult[] results = await Task.WhenAll(Enumerable.Range(0, 6).Select(n =>
                Task.Run(async () => await handles[n % 2].DeleteAsync("a"))));
            Assert.Single(results.OfType<KvDeleteResult.Deleted>());
            Assert.Equal(5, results.OfType<KvDeleteResult.NotFound>().Count());
        }
    }

    [Fact]
    public async Task Keys_are_listed_in_ordinal_order_and_by_prefix()
    {
        foreach (string key in new[] { "b", "a", "B", "ab", "_x", "a-b", "10", "9", "A" })
        {
            await PutAsync(key, 0);
        }

        await PutAsync("gone", 0);
        await Counters.DeleteAsync("gone");
        string[] expected = ["10", "9", "A", "B", "_x", "a", "a-b", "ab", "b"];
        Assert.Equal(expected, await Counters.ListAsync().ToListAsync(Deadline));
        Assert.Equal(expected, await RivalCounters.ListAsync("").ToListAsync(Deadline));
        Assert.Equal(["a", "a-b", "ab"], await Counters.ListAsync("a").ToListAsync(Deadline));
        Assert.Empty(await Counters.ListAsync("x").ToListAsync(Deadline));
        Assert.Empty(await Counters.ListAsync("../").ToListAsync(Deadline));
    }

    [Fact]
    public async Task Sets_projects_and_shared_documents_are_apart()
    {
        await Driver.CreateProjectAsync("p_other");
        JsonKv<Counter>[] stores =
        [
            Counters,
            Project.Kv(Definitions.SetLess),
            Driver.Project("p_other").Kv(Definitions.Counters),
            Driver.Shared.Kv(Definitions.Counters),
            Driver.Shared.Kv(Definitions.SetLess),
        ];
        for (int i = 0; i < stores.Length; i++)
        {
            Assert.IsType<KvPutResult.Stored>(await stores[i].PutAsync("k", new Counter(i), PutCondition.IfAbsent));
        }

        await stores[0].PutAsync("more", new Counter(0));
        for (int i = 0; i < stores.Length; i++)
        {
            Assert.Equal(i, ((KvGetResult<Counter>.Found)await stores[i].GetAsync("k")).Value.Value);
            Assert.Equal(i == 0 ? ["k", "more"] : ["k"], await stores[i].ListAsync().ToListAsync(Deadline));
        }

        Assert.Equal(3, ((KvGetResult<Counter>.Found)await Rival.Shared.Kv(Definitions.Counters).GetAsync("k")).Value.Value);
    }

    [Fact]
    public async Task Logs_and_documents_of_one_name_do_not_meet()
    {
        await Project.Log("counters").AppendAsync(JsonPayload.Parse("1"));
        await PutAsync("history", 1);
        await Log.AppendAsync(Event(1));
        Assert.Equal(["history"], await Counters.ListAsync().ToListAsync(Deadline));
        Assert.Empty(await Project.Meta.ListAsync().ToListAsync(Deadline));
        Assert.Equal(["counters", "history"], await Project.ListLogsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task Update_makes_a_document_where_there_is_none_and_returns_what_is_stored()
    {
        KvGetResult<Counter>.Found made = await Counters.UpdateAsync(
            "a", current => new Counter(current is KvGetResult<Counter>.NotFound ? 1 : -1));
        Assert.Equal(1, made.Value.Value);
        Assert.Equal(made, await Counters.GetAsync("a"));
        KvGetResult<Counter>.Found changed = await Counters.UpdateAsync(
            "a", current => new Counter(((KvGetResult<Counter>.Found)current).Value.Value + 1));
        Assert.Equal(2, changed.Value.Value);
        Assert.Equal(changed, await RivalCounters.GetAsync("a"));
    }

    [Fact]
    public async Task Update_ends_though_others_interfere_at_every_optimistic_attempt()
    {
        await PutAsync("a", 0);
        int calls = 0;
        KvGetResult<Counter>.Found updated = await Counters.UpdateAsync("a", current =>
        {
            calls++;
            int value = ((KvGetResult<Counter>.Found)current).Value.Value;
            if (calls <= 2)
            {
                // Somebody else comes in between, twice; the third time runs under the lock.
                Assert.True(RivalCounters.PutAsync("a", new Counter(value + 100)).AsTask().Wait(TimeSpan.FromSeconds(30)));
            }

            return new Counter(value + 1);
        });
        Assert.Equal((3, 201), (calls, updated.Value.Value));
        Assert.Equal(updated, await Counters.GetAsync("a"));
    }

    [Fact]
    public async Task An_update_that_throws_changes_nothing_and_lets_others_in()
    {
        string etag = await PutAsync("a", 1);
        await Assert.ThrowsAsync<FormatException>(async () =>
            await Counters.UpdateAsync("a", _ => throw new FormatException("no change")));
        await Assert.ThrowsAsync<FormatException>(async () => await Project.Store.OpenDocuments("counters")
            .UpdateAsync("a", _ => throw new FormatException("no change"), null, Deadline));
        Assert.Equal(new KvGetResult<Counter>.Found(new Counter(1), etag), await Counters.GetAsync("a"));
        Assert.Equal(2, (await RivalCounters.UpdateAsync("a", _ => new Counter(2))).Value.Value);
    }

    [Fact]
    public async Task Updates_under_the_lock_lose_nothing()
    {
        IDocumentStore[] stores =
            [Project.Store.OpenDocuments("numbers"), RivalProject.Store.OpenDocuments("numbers")];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(task => Task.Run(async () =>
        {
            for (int i = 0; i < 25; i++)
            {
                await stores[task % 2].UpdateAsync(
                    "n",
                    current => Encoding.UTF8.GetBytes($"{(current is null ? 0 : Number(current)) + 1}{Filler}"),
                    Durability.Buffered,
                    Deadline);
            }
        })));
        StoredDocument? stored = await stores[0].GetAsync("n", Deadline);
        Assert.Equal(100, Number(stored!));
    }

    [Fact]
    public async Task A_value_that_fails_to_serialize_changes_nothing()
    {
        JsonKv<Fragile> fragiles = Project.Kv(Definitions.Fragiles);
        await fragiles.PutAsync("a", new Fragile { Number = 1 });
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await fragiles.PutAsync("a", new Fragile { Number = 2, Breaks = true }));
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await fragiles.UpdateAsync("a", _ => new Fragile { Number = 3, Breaks = true }));
        await fragiles.PutAsync("b", new Fragile { Number = 4 });
        Assert.Equal(1, ((KvGetResult<Fragile>.Found)await fragiles.GetAsync("a")).Value.Number);
        Assert.Equal(4, ((KvGetResult<Fragile>.Found)await fragiles.GetAsync("b")).Value.Number);
    }

    [Fact]
    public async Task A_document_that_does_not_fit_its_type_is_an_error_that_names_it()
    {
        await Project.Store.OpenDocuments("counters")
            .PutAsync("c", "{\"value\":\"text\"}"u8.ToArray(), PutCondition.Always, null, Deadline);
        DocumentCorruptException e =
            await Assert.ThrowsAsync<DocumentCorruptException>(async () => await Counters.GetAsync("c"));
        Assert.Equal("c", e.Key);
        Assert.Contains("'c'", e.Message, StringComparison.Ordinal);
        Assert.NotEmpty(e.File);
        await PutAsync("c", 1);
        Assert.Equal(1, await ValueAsync("c"));
    }

    [Theory]
    [MemberData(nameof(CorruptDocuments.All), MemberType = typeof(CorruptDocuments))]
    public async Task Corrupt_json_is_an_error_with_its_place_in_a_get_and_an_update(string what, byte[] content, long line, long position)
    {
        await Project.Store.OpenDocuments("counters").PutAsync("c", content, PutCondition.Always, null, Deadline);
        DocumentCorruptException[] failures =
        [
            await Assert.ThrowsAsync<DocumentCorruptException>(async () => await Counters.GetAsync("c")),
            await Assert.ThrowsAsync<DocumentCorruptException>(async () => await Counters.GetAsync("c")),
            await Assert.ThrowsAsync<DocumentCorruptException>(async () => await Counters.UpdateAsync("c", _ => new Counter(1))),
        ];
        Assert.All(failures, e =>
        {
            Assert.True(
                (line < 0 || e.Line == line) && (position < 0 || e.Position == position),
                $"{what}: line {e.Line}, byte {e.Position}: {e.Message}");
            Assert.Contains(e.File, e.Message, StringComparison.Ordinal);
        });
        StoredDocument? stored = await Project.Store.OpenDocuments("counters").GetAsync("c", Deadline);
        Assert.Equal(content, stored!.Content.ToArray());
    }

    [Fact]
    public async Task A_put_replaces_a_corrupt_document_and_its_ETag_is_that_of_its_bytes()
    {
        IDocumentStore raw = Project.Store.OpenDocuments("counters");
        string etag = ((KvPutResult.Stored)await raw.PutAsync("c", "{ torn"u8.ToArray(), PutCondition.Always, null, Deadline)).ETag;
        Assert.Equal(new KvPutResult.Conflict(etag), await Counters.PutAsync("c", new Counter(1), PutCondition.IfAbsent));
        Assert.Equal(new KvPutResult.Conflict(etag), await Counters.PutAsync("c", new Counter(1), PutCondition.IfMatch("other")));
        Assert.Equal(new KvDeleteResult.Conflict(etag), await Counters.DeleteAsync("c", "other"));
        Assert.IsType<KvPutResult.Stored>(await Counters.PutAsync("c", new Counter(1), PutCondition.IfMatch(etag)));
        Assert.Equal(1, await ValueAsync("c"));

        await raw.PutAsync("c", "{ torn"u8.ToArray(), PutCondition.Always, null, Deadline);
        await PutAsync("c", 2);
        Assert.Equal(2, await ValueAsync("c"));
        await raw.PutAsync("c", "{ torn"u8.ToArray(), PutCondition.Always, null, Deadline);
        Assert.IsType<KvDeleteResult.Deleted>(await Counters.DeleteAsync("c", etag));
    }

    [Fact]
    public async Task A_document_that_was_written_by_hand_on_many_lines_is_read_typed_and_untyped()
    {
        await Project.Store.OpenDocuments(null).PutAsync(
            "c", "{\r\n  \"value\": 7,\n  \"more\": [ 1,\n 2 ]\n}\n"u8.ToArray(), PutCondition.Always, null, Deadline);
        var typed = (KvGetResult<Counter>.Found)await Project.Kv(Definitions.SetLess).GetAsync("c");
        var untyped = (KvGetResult<JsonPayload>.Found)await Project.Meta.GetAsync("c");
        Assert.Equal(7, typed.Value.Value);
        Assert.Equal("""{"value":7,"more":[1,2]}""", untyped.Value.ToString());
        Assert.Equal(typed.ETag, untyped.ETag);
    }

    [Fact]
    public async Task Puts_of_many_documents_at_once_are_all_stored_and_each_has_its_own_outcome()
    {
        const int Count = 300;
        JsonKv<Counter>[] handles = [Counters, RivalCounters];
        await PutAsync("k7", -1);
        KvPutResult[] puts = await Task.WhenAll(Enumerable.Range(0, Count).Select(n =>
            handles[n % 2].PutAsync($"k{n}", new Counter(n), PutCondition.IfAbsent, n % 3 == 0 ? Durability.Flushed : Durability.Buffered).AsTask()));
        Assert.IsType<KvPutResult.Conflict>(puts[7]);
        Assert.Equal(Count - 1, puts.OfType<KvPutResult.Stored>().Count());
        for (int n = 0; n < Count; n++)
        {
            Assert.Equal(n == 7 ? -1 : n, await ValueAsync($"k{n}"));
        }
    }

    [Fact]
    public async Task Puts_of_one_document_are_stored_in_the_order_in_which_they_were_made()
    {
        for (int round = 0; round < 20; round++)
        {
            Task<KvPutResult>[] puts = [.. Enumerable.Range(0, 10).Select(n => Counters.PutAsync("c", new Counter(n), durability: Durability.Buffered).AsTask())];
            await Task.WhenAll(puts);
            Assert.Equal(9, await ValueAsync("c"));
        }
    }

    [Fact]
    public async Task Untyped_documents_come_back_byte_for_byte()
    {
        const string Json = """{"ö":[1.50,"🚀 \u0000"],"a":null}""";
        await Project.Meta.PutAsync("settings", JsonPayload.Parse(Json));
        Assert.Equal(Json, ((KvGetResult<JsonPayload>.Found)await Project.Meta.GetAsync("settings")).Value.ToString());
    }

    [Theory]
    [InlineData(Durability.Flushed)]
    [InlineData(Durability.Buffered)]
    public async Task Documents_are_there_at_every_durability(Durability durability)
    {
        Assert.IsType<KvPutResult.Stored>(await Counters.PutAsync("a", new Counter(1), durability: durability));
        await Counters.UpdateAsync("b", _ => new Counter(2), durability);
        Assert.Equal(new Counter(1), ((KvGetResult<Counter>.Found)await RivalCounters.GetAsync("a")).Value);
        Assert.Equal(new Counter(2), ((KvGetResult<Counter>.Found)await RivalCounters.GetAsync("b")).Value);
    }

    private async Task<string> PutAsync(string key, int value) =>
        Assert.IsType<KvPutResult.Stored>(await Counters.PutAsync(key, new Counter(value))).ETag;

    private async Task<int> ValueAsync(string key) =>
        Assert.IsType<KvGetResult<Counter>.Found>(await Counters.GetAsync(key)).Value.Value;

    private static int Number(StoredDocument document) => int.Parse(Encoding.UTF8.GetString(document.Content.Span));
}
