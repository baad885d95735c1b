using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>One document under the key that its type is pinned to.</summary>
public abstract class PinnedDocumentContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private PinnedDocument<Counter> Pinned => Project.Document(Definitions.Pinned);

    private PinnedDocument<Counter> PinnedInSet => Project.Document(Definitions.PinnedInSet);

    [Fact]
    public async Task It_is_one_document_of_its_set_for_every_handle()
    {
        Assert.Equal((null, "pinned", "counters", "pinned"), (Pinned.Set, Pinned.Key, PinnedInSet.Set, PinnedInSet.Key));
        Assert.IsType<KvGetResult<Counter>.NotFound>(await Pinned.GetAsync());
        string etag = await PutAsync(Pinned, 1);
        await PutAsync(PinnedInSet, 2);

        var found = new KvGetResult<Counter>.Found(new Counter(1), etag);
        Assert.Equal(found, await RivalProject.Document(Definitions.Pinned).GetAsync());
        Assert.Equal(found, await Project.Kv(Definitions.SetLess).GetAsync("pinned"));
        Assert.Equal(["pinned"], await Project.Meta.ListAsync().ToListAsync(Deadline));
        Assert.Equal(2, Assert.IsType<KvGetResult<Counter>.Found>(await Counters.GetAsync("pinned")).Value.Value);
    }

    [Fact]
    public async Task Shared_documents_are_pinned_too_and_apart_from_those_of_projects()
    {
        await PutAsync(Pinned, 1);
        await PutAsync(Driver.Shared.Document(Definitions.Pinned), 2);
        Assert.Equal(1, await ValueAsync(Pinned));
        Assert.Equal(2, await ValueAsync(Rival.Shared.Document(Definitions.Pinned)));
    }

    [Fact]
    public async Task Conditions_count_as_they_do_with_a_key()
    {
        string first = Assert.IsType<KvPutResult.Stored>(await Pinned.PutAsync(new Counter(1), PutCondition.IfAbsent)).ETag;
        Assert.Equal(new KvPutResult.Conflict(first), await Pinned.PutAsync(new Counter(2), PutCondition.IfAbsent));
        string second = Assert.IsType<KvPutResult.Stored>(
            await Pinned.PutAsync(new Counter(2), PutCondition.IfMatch(first), Durability.Buffered)).ETag;
        Assert.Equal(new KvPutResult.Conflict(second), await Pinned.PutAsync(new Counter(3), PutCondition.IfMatch(first)));
        Assert.Equal(new KvDeleteResult.Conflict(second), await Pinned.DeleteAsync(first));
        Assert.IsType<KvDeleteResult.Deleted>(await Pinned.DeleteAsync(second));
        Assert.IsType<KvDeleteResult.NotFound>(await Pinned.DeleteAsync());
        Assert.IsType<KvGetResult<Counter>.NotFound>(await Pinned.GetAsync());
    }

    [Fact]
    public async Task Updates_of_several_tasks_lose_nothing()
    {
        PinnedDocument<Counter>[] handles = [Pinned, RivalProject.Document(Definitions.Pinned)];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(task => Task.Run(async () =>
        {
            for (int i = 0; i < 25; i++)
            {
                await handles[task % 2].UpdateAsync(
                    current => new Counter(current is KvGetResult<Counter>.Found found ? found.Value.Value + 1 : 1), Durability.Buffered);
            }
        })));
        Assert.Equal(100, await ValueAsync(Pinned));
    }

    [Fact]
    public async Task A_watch_tells_its_own_changes_and_no_others_of_the_set()
    {
        await using IAsyncEnumerator<KvChange> watch = PinnedInSet.WatchAsync(Deadline).GetAsyncEnumerator(Deadline);
        ValueTask<bool> first = watch.MoveNextAsync();
        await Counters.PutAsync("other", new Counter(1));
        await PutAsync(PinnedInSet, 2);
        Assert.True(await first);
        Assert.Equal(new KvChange(KvChangeKind.Put, "pinned"), watch.Current);

        ValueTask<bool> second = watch.MoveNextAsync();
        await Counters.DeleteAsync("other");
        await RivalProject.Document(Definitions.PinnedInSet).DeleteAsync();
        do
        {
            Assert.True(await second);
            second = new(true);
        }
        while (watch.Current.Kind == KvChangeKind.Put && await watch.MoveNextAsync());
        Assert.Equal(new KvChange(KvChangeKind.Delete, "pinned"), watch.Current);
    }

    [Fact]
    public async Task A_callback_is_told_its_own_changes_and_no_others_of_the_set()
    {
        var inbox = new Inbox<KvChange>();
        using IDisposable subscription = PinnedInSet.Subscribe(inbox.Add);
        await Counters.PutAsync("other", new Counter(1));
        await PutAsync(PinnedInSet, 2);
        Assert.Equal(new KvChange(KvChangeKind.Put, "pinned"), (await inbox.TakeAsync(1, Deadline))[0]);
    }

    [Fact]
    public async Task Bad_input_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Project.Document<Counter>(null!));
        Assert.Throws<ArgumentNullException>(() => Driver.Shared.Document<Counter>(null!));
        Assert.Throws<ArgumentNullException>(() => Pinned.Subscribe(null!));
        Assert.Throws<ArgumentNullException>(() => new DocumentDefinition<Counter>(null, "a", null!));
        Assert.Contains("key 'a/b'", Assert.Throws<ArgumentException>(() => new DocumentDefinition<Counter>(null, "a/b", RecordContext.Default.Counter)).Message, StringComparison.Ordinal);
        Assert.Contains("set name '..'", Assert.Throws<ArgumentException>(() => new DocumentDefinition<Counter>("..", "a", RecordContext.Default.Counter)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Pinned.UpdateAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Pinned.PutAsync(null!));
    }

    private static async Task<string> PutAsync(PinnedDocument<Counter> document, int value) =>
        Assert.IsType<KvPutResult.Stored>(await document.PutAsync(new Counter(value))).ETag;

    private static async Task<int> ValueAsync(PinnedDocument<Counter> document) =>
        Assert.IsType<KvGetResult<Counter>.Found>(await document.GetAsync()).Value.Value;
}
