using Ledgerline.Drivers;
using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>
/// Watches of documents. A driver may report a change to one key once or more often, so these tests read up to a
/// change of another key that comes last.
/// </summary>
public abstract class WatchContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private const string Last = "last";

    private readonly Inbox<KvChange> _inbox = new();
    private readonly Inbox<Exception> _failures = new();

    [Fact]
    public async Task Puts_and_deletes_arrive_with_their_kind_from_the_opening_of_the_watch_on()
    {
        await Counters.PutAsync("before", new Counter(0));
        await using IAsyncEnumerator<KvChange> watch = Counters.WatchAsync(Deadline).GetAsyncEnumerator(Deadline);
        ValueTask<bool> first = watch.MoveNextAsync();
        await Counters.PutAsync("a", new Counter(1));
        Assert.True(await first);
        Assert.Equal(new KvChange(KvChangeKind.Put, "a"), watch.Current);

        await Counters.DeleteAsync("before");
        KvChange change = await NextOfAsync(watch, "before");
        Assert.Equal(KvChangeKind.Delete, change.Kind);
    }

    [Fact]
    public async Task Changes_by_a_rival_arrive()
    {
        using IDocumentWatch watch = OpenWatch();
        await RivalProject.Kv(Definitions.Counters).PutAsync("a", new Counter(1));
        Assert.Equal(new KvChange(KvChangeKind.Put, "a"), await NextAsync(watch));
    }

    [Fact]
    public async Task The_first_document_of_a_set_arrives()
    {
        using IDocumentWatch watch = OpenWatch("never-used");
        await Project.Store.OpenDocuments("never-used")
            .PutAsync("a", "1"u8.ToArray(), PutCondition.Always, null, Deadline);
        Assert.Equal(new KvChange(KvChangeKind.Put, "a"), await NextAsync(watch));
    }

    [Fact]
    public async Task Three_documents_written_at_once_arrive_as_three()
    {
        using IDocumentWatch watch = OpenWatch();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(n =>
            Task.Run(async () => await Counters.PutAsync($"k{n}", new Counter(n)))));
        Dictionary<string, KvChangeKind> changes = await UpToLastAsync(watch);
        Assert.Equal(["k0", "k1", "k2"], changes.Keys.Order(StringComparer.Ordinal));
        Assert.All(changes.Values, kind => Assert.Equal(KvChangeKind.Put, kind));
    }

    [Fact]
    public async Task A_put_and_a_delete_before_the_watcher_looks_end_with_a_delete()
    {
        using IDocumentWatch watch = OpenWatch();
        await Counters.PutAsync("a", new Counter(1));
        await Counters.DeleteAsync("a");
        Assert.Equal(KvChangeKind.Delete, (await UpToLastAsync(watch))["a"]);
    }

    [Fact]
    public async Task A_delete_and_a_put_before_the_watcher_looks_end_with_a_put()
    {
        await Counters.PutAsync("a", new Counter(1));
        using IDocumentWatch watch = OpenWatch();
        await Counters.DeleteAsync("a");
        await Counters.PutAsync("a", new Counter(1));
        Assert.Equal(KvChangeKind.Put, (await UpToLastAsync(watch))["a"]);
    }

    [Fact]
    public async Task A_put_of_the_same_content_is_a_put()
    {
        await Counters.PutAsync("a", new Counter(1));
        using IDocumentWatch watch = OpenWatch();
        await Counters.PutAsync("a", new Counter(1));
        Assert.Equal(KvChangeKind.Put, (await UpToLastAsync(watch))["a"]);
    }

    [Fact]
    public async Task An_update_is_a_put()
    {
        using IDocumentWatch watch = OpenWatch();
        await Counters.UpdateAsync("a", _ => new Counter(1));
        await Project.Store.OpenDocuments("counters").UpdateAsync("b", _ => "{\"value\":1}"u8.ToArray(), null, Deadline);
        Dictionary<string, KvChangeKind> changes = await UpToLastAsync(watch);
        Assert.Equal((KvChangeKind.Put, KvChangeKind.Put), (changes["a"], changes["b"]));
    }

    [Fact]
    public async Task What_changed_nothing_is_not_reported()
    {
        await Counters.PutAsync("a", new Counter(1));
        using IDocumentWatch watch = OpenWatch();
        await Counters.PutAsync("a", new Counter(2), PutCondition.IfAbsent);
        await Counters.PutAsync("b", new Counter(2), PutCondition.IfMatch("other"));
        await Counters.DeleteAsync("a", "other");
        await Counters.DeleteAsync("missing");
        await Project.Kv(Definitions.SetLess).PutAsync("other-set", new Counter(1));
        await Log.AppendAsync(Event(1));
        Assert.Empty(await UpToLastAsync(watch));
    }

    [Fact]
    public async Task The_last_change_of_each_key_is_never_lost_to_a_slow_watcher()
    {
        using IDocumentWatch watch = OpenWatch();
        for (int i = 0; i < 200; i++)
        {
            await Counters.PutAsync($"k{i % 5}", new Counter(i), durability: Durability.Buffered);
        }

        await Counters.DeleteAsync("k0");
        await Counters.DeleteAsync("k3");
        Dictionary<string, KvChangeKind> changes = await UpToLastAsync(watch);
        Assert.Equal(["k0", "k1", "k2", "k3", "k4"], changes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["k0", "k3"], changes.Where(c => c.Value == KvChangeKind.Delete).Select(c => c.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_watcher_reads_after_the_last_change_is_the_last_value()
    {
        using IDocumentWatch watch = OpenWatch();
        Task writer = Task.Run(async () =>
        {
            for (int i = 1; i <= 200; i++)
            {
                await Counters.PutAsync("a", new Counter(i), durability: Durability.Buffered);
            }
        });
        int seen = 0;
        while (seen < 200)
        {
            Assert.Equal(new KvChange(KvChangeKind.Put, "a"), await NextAsync(watch));
            seen = ((KvGetResult<Counter>.Found)await Counters.GetAsync("a")).Value.Value;
        }

        await writer;
    }

    [Fact]
    public async Task A_listener_may_write_throw_and_unsubscribe()
    {
        var handle = new TaskCompletionSource<IDisposable>();
        handle.SetResult(Counters.Subscribe(
            change =>
            {
                _inbox.Add(change);
                switch (change.Key)
                {
                    case "write":
                        Assert.True(Counters.PutAsync("throw", new Counter(0)).AsTask().Wait(TimeSpan.FromSeconds(30)));
                        break;
                    case "throw":
                        throw new FormatException("listener failed");
                    default:
                        handle.Task.Result.Dispose();
                        break;
                }
            },
            _failures.Add));
        Inbox<KvChange> other = new();
        using IDisposable second = Counters.Subscribe(other.Add);

        await Counters.PutAsync("write", new Counter(0));
        while ((await _inbox.TakeAsync(Deadline)).Key != "throw")
        {
        }

        Assert.IsType<FormatException>(await _failures.TakeAsync(Deadline));
        await Counters.PutAsync("leave", new Counter(0));
        while ((await _inbox.TakeAsync(Deadline)).Key != "leave")
        {
        }

        await Counters.PutAsync(Last, new Counter(0));
        while ((await other.TakeAsync(Deadline)).Key != Last)
        {
        }

        Assert.Empty(_inbox.TakeAll());
    }

    [Fact]
    public async Task Shared_documents_can_be_watched()
    {
        using IDisposable watch = Driver.Shared.Kv(Definitions.Counters).Subscribe(_inbox.Add, _failures.Add);
        await Rival.Shared.Kv(Definitions.Counters).PutAsync("a", new Counter(1));
        Assert.Equal(new KvChange(KvChangeKind.Put, "a"), await _inbox.TakeAsync(Deadline));
    }

    [Fact]
    public async Task Cancellation_ends_a_waiting_watch_and_loses_no_change()
    {
        using IDocumentWatch watch = OpenWatch();
        using var cancel = new CancellationTokenSource();
        Task<bool> wait = watch.MoveNextAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(Deadline));
        await Counters.PutAsync("a", new Counter(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await watch.MoveNextAsync(cancel.Token));
        Assert.Equal(new KvChange(KvChangeKind.Put, "a"), await NextAsync(watch));
    }

    /// <summary>A watch that has begun, also where that is only at its first move.</summary>
    private IDocumentWatch OpenWatch(string set = "counters")
    {
        IDocumentWatch watch = Project.Store.OpenDocuments(set).OpenWatch();
        watch.Start();
        return watch;
    }

    private async Task<KvChange> NextAsync(IDocumentWatch watch)
    {
        Assert.True(await watch.MoveNextAsync(Deadline));
        return watch.Current;
    }

    private static async Task<KvChange> NextOfAsync(IAsyncEnumerator<KvChange> watch, string key)
    {
        while (await watch.MoveNextAsync())
        {
            if (watch.Current.Key == key)
            {
                return watch.Current;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }

    /// <summary>Puts a last document and returns each key's last change before it.</summary>
    private async Task<Dictionary<string, KvChangeKind>> UpToLastAsync(IDocumentWatch watch)
    {
        await Counters.PutAsync(Last, new Counter(0));
        Dictionary<string, KvChangeKind> changes = [];
        for (KvChange change = await NextAsync(watch); change.Key != Last; change = await NextAsync(watch))
        {
            changes[change.Key] = change.Kind;
        }

        return changes;
    }
}
