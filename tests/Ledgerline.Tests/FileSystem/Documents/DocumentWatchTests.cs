using Ledgerline.Drivers;
using Ledgerline.Tests.Contract;
using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.FileSystem.Documents;

/// <summary>Changes by editors, scripts and other processes are told once each and by their right kind; nothing else is.</summary>
public sealed class DocumentWatchTests : IDisposable
{
    private const string Last = "last";

    private readonly DataDirectory _directory = new();
    private readonly FileSystemDriver _driver;
    private readonly Project _project;
    private readonly Inbox<KvChange> _told = new();
    private readonly CancellationToken _deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public DocumentWatchTests()
    {
        _driver = new FileSystemDriver(_directory.Path, new() { Durability = Durability.Buffered });
        _driver.CreateProjectAsync("p").GetAwaiter().GetResult();
        _project = _driver.Project("p");
    }

    /// <summary>How editors and scripts save, each of a document that is there.</summary>
    public static TheoryData<string> Saves => new(SaveByHand.Ways.Keys.Order(StringComparer.Ordinal));

    private string Set => Path.Combine(_directory.Path, "projects", "p", ".meta", "set");

    public void Dispose()
    {
        _driver.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _directory.Dispose();
    }

    [Theory]
    [MemberData(nameof(Saves))]
    public async Task A_save_by_hand_is_one_put(string way)
    {
        string path = PathOf("a");
        Directory.CreateDirectory(Set);
        await File.WriteAllTextAsync(path, """{"old":1}""");
        using IDisposable watch = Follow();
        for (int round = 0; round < 3; round++)
        {
            SaveByHand.Ways[way](path, $$"""{"new":{{round}}}""");
            Assert.Equal([new(KvChangeKind.Put, "a")], await UpToLastAsync(round));
        }
    }

    [Theory]
    [MemberData(nameof(Saves))]
    public async Task A_first_save_by_hand_is_one_put_though_the_directory_is_made_with_it(string way)
    {
        using IDisposable watch = Follow();
        Directory.CreateDirectory(Set);
        SaveByHand.Ways[way](PathOf("a"), """{"new":1}""");
        Assert.Equal([new(KvChangeKind.Put, "a")], await UpToLastAsync());
    }

    [Fact]
    public async Task A_save_that_is_no_json_is_one_put()
    {
        Directory.CreateDirectory(Set);
        using IDisposable watch = Follow();
        await File.WriteAllTextAsync(PathOf("a"), "{ not json");
        Assert.Equal([new(KvChangeKind.Put, "a")], await UpToLastAsync());
    }

    [Fact]
    public async Task Hundreds_of_documents_that_are_made_changed_and_deleted_by_hand_are_each_told_once()
    {
        const int Count = 400;
        Directory.CreateDirectory(Set);
        using IDisposable watch = Follow();
        for (int i = 0; i < Count; i++)
        {
            await File.WriteAllTextAsync(PathOf($"k{i}"), $"{i}");
        }

        Assert.Equal(Told(KvChangeKind.Put), Sorted(await UpToLastAsync(0)));
        for (int i = 0; i < Count; i++)
        {
            SaveByHand.Ways["rename"](PathOf($"k{i}"), $"{i + 1}");
        }

        Assert.Equal(Told(KvChangeKind.Put), Sorted(await UpToLastAsync(1)));
        for (int i = 0; i < Count; i++)
        {
            File.Delete(PathOf($"k{i}"));
        }

        Assert.Equal(Told(KvChangeKind.Delete), Sorted(await UpToLastAsync(2)));

        static List<KvChange> Told(KvChangeKind kind) => Sorted(Enumerable.Range(0, Count).Select(i => new KvChange(kind, $"k{i}")));
    }

    [Fact]
    public async Task A_document_that_another_process_puts_and_deletes_between_two_looks_is_told_as_deleted()
    {
        using var other = new FileSystemDriverScope(_directory.Path);
        IDocumentStore rival = other.Driver.Project("p").Store.OpenDocuments("set");
        await rival.PutAsync("there", "1"u8.ToArray(), PutCondition.Always, Durability.Buffered, _deadline);
        using IDocumentWatch watch = _project.Store.OpenDocuments("set").OpenWatch();
        await rival.PutAsync("a", "1"u8.ToArray(), PutCondition.Always, Durability.Buffered, _deadline);
        await rival.DeleteAsync("a", null, _deadline);
        Assert.True(await watch.MoveNextAsync(_deadline));
        Assert.Equal(new(KvChangeKind.Delete, "a"), watch.Current);
    }

    [Fact]
    public async Task Own_puts_and_deletes_are_each_told_once_though_the_system_tells_of_them_too()
    {
        using IDisposable watch = Follow();
        IDocumentStore documents = _project.Store.OpenDocuments("set");
        for (int i = 0; i < 100; i++)
        {
            await documents.PutAsync("a", "1"u8.ToArray(), PutCondition.Always, null, _deadline);
            Assert.Equal(new KvChange(KvChangeKind.Put, "a"), await _told.TakeAsync(_deadline));
            await documents.DeleteAsync("a", null, _deadline);
            Assert.Equal(new KvChange(KvChangeKind.Delete, "a"), await _told.TakeAsync(_deadline));
        }

        Assert.Empty(await UpToLastAsync());
    }

    [Fact]
    public async Task Puts_of_another_driver_one_after_the_other_are_each_told_once()
    {
        using var other = new FileSystemDriverScope(_directory.Path);
        IDocumentStore rival = other.Driver.Project("p").Store.OpenDocuments("set");
        using IDisposable watch = Follow();
        for (int i = 0; i < 100; i++)
        {
            await rival.PutAsync("a", new[] { (byte)('0' + (i % 10)) }, PutCondition.Always, Durability.Buffered, _deadline);
            Assert.Equal(new KvChange(KvChangeKind.Put, "a"), await _told.TakeAsync(_deadline));
        }

        Assert.Empty(await UpToLastAsync());
    }

    [Fact]
    public async Task What_is_no_document_raises_nothing_and_is_not_listed()
    {
        Directory.CreateDirectory(Set);
        string target = Path.Combine(_directory.Path, "target.json");
        await File.WriteAllTextAsync(target, "1");
        using IDisposable watch = Follow();
        foreach (string name in new[]
        {
            "a.jsonl", "a.jsonl.lock", "a.jsonl.head", "a.jsonl.quarantine", "a.jsonl.20260301.bak", "a.json.tmp", ".a.json", ".json",
            "a b.json", "ä.json", "a.JSON", "a.json~", "a.json.swp", "4913", $"{new string('x', 129)}.json",
        })
        {
            await File.WriteAllTextAsync(Path.Combine(Set, name), "1");
        }

        Directory.CreateDirectory(PathOf("directory"));
        File.CreateSymbolicLink(PathOf("link"), target);
        Assert.Empty(await UpToLastAsync(0));
        await _project.Log("set", "by-key").AppendAsync(JsonPayload.Parse("1"));
        await File.WriteAllTextAsync(target, "2");
        Directory.Delete(PathOf("directory"));
        File.Delete(PathOf("link"));
        Assert.Empty(await UpToLastAsync(1));
        Assert.Equal([Last], await _project.Store.OpenDocuments("set").ListAsync(null, _deadline).ToListAsync());
    }

    [Fact]
    public async Task A_processs_changes_arrive_up_to_the_last()
    {
        using IDisposable watch = _project.Meta.Subscribe(_told.Add);
        using WorkerProcess worker = WorkerProcess.Start("count", _directory.Path, "p", "200", "counter");
        string seen = "";
        while (seen != "200")
        {
            Assert.Equal(new KvChange(KvChangeKind.Put, "counter"), await _told.TakeAsync(_deadline));
            seen = ((KvGetResult<JsonPayload>.Found)await _project.Meta.GetAsync("counter")).Value.ToString();
        }

        await worker.CompleteAsync();
    }

    private string PathOf(string key) => Path.Combine(Set, key + ".json");

    private IDisposable Follow() =>
        _project.Kv(new KvDefinition<Counter>("set", RecordContext.Default.Counter)).Subscribe(_told.Add);

    /// <summary>All that is told until well after the last change, which is told in any case.</summary>
    private async Task<List<KvChange>> UpToLastAsync(int number = 0)
    {
        // Longer than any change is held back, and than the slow clock: late and double ones are among them.
        await Task.Delay(1000);
        await _project.Store.OpenDocuments("set")
            .PutAsync(Last, System.Text.Encoding.ASCII.GetBytes($"{number}"), PutCondition.Always, null, _deadline);
        List<KvChange> changes = [];
        for (KvChange change = await _told.TakeAsync(_deadline); change.Key != Last; change = await _told.TakeAsync(_deadline))
        {
            changes.Add(change);
        }

        return changes;
    }

    private static List<KvChange> Sorted(IEnumerable<KvChange> changes) => [.. changes.OrderBy(change => change.Key, StringComparer.Ordinal)];
}
