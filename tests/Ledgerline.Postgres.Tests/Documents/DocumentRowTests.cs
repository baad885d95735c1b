using System.Globalization;
using System.Text;
using Ledgerline.Drivers;
using Ledgerline.Postgres.Tests.Servers;

namespace Ledgerline.Postgres.Tests.Documents;

/// <summary>What is done to the rows of documents by hand, and what there is more of than a page.</summary>
public sealed class DocumentRowTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly TestSchema _schema = new();
    private PostgresDriver _driver = null!;

    private IDocumentStore Store => _driver.Project("p").Store.OpenDocuments("set");

    private CancellationToken Deadline { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public async Task InitializeAsync()
    {
        _driver = new PostgresDriver(
            _schema.ConnectionString, new PostgresDriverOptions { Schema = _schema.Name, PollInterval = TimeSpan.FromMilliseconds(20) });
        await _driver.CreateProjectAsync("p");
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _driver.DisposeAsync();
        await _schema.DisposeAsync();
    }

    [Fact]
    public async Task What_is_put_changed_and_deleted_by_hand_is_read_with_its_ETag_and_is_told_to_watchers()
    {
        await Store.PutAsync("a", "1"u8.ToArray(), PutCondition.Always, null, Deadline);
        using IDocumentWatch watch = Store.OpenWatch();
        watch.Start();

        await ByHandAsync("update {0}.document set content = '2'");
        Assert.Equal(new KvChange(KvChangeKind.Put, "a"), await NextAsync(watch));
        StoredDocument? found = await Store.GetAsync("a", Deadline);
        Assert.Equal((ContentETag.Of("2"u8), "2"), (found!.ETag, Encoding.UTF8.GetString(found.Content.Span)));

        await ByHandAsync("insert into {0}.document (project_id, set_name, key, content) values ('p', 'set', 'b', '3')");
        Assert.Equal(new KvChange(KvChangeKind.Put, "b"), await NextAsync(watch));
        await ByHandAsync("delete from {0}.document where key = 'a'");
        Assert.Equal(new KvChange(KvChangeKind.Delete, "a"), await NextAsync(watch));
        Assert.Null(await Store.GetAsync("a", Deadline));
    }

    [Fact]
    public async Task A_set_of_several_pages_is_listed_and_compared_whole()
    {
        const int Count = 9000;
        await ByHandAsync(
            $"insert into {{0}}.document (project_id, set_name, key, content) select 'p', 'set', 'k' || lpad(n::text, 4, '0'), n::text::bytea from generate_series(0, {Count - 1}) n");
        Assert.Equal(Enumerable.Range(0, Count).Select(n => $"k{n:0000}"), await Store.ListAsync(null, Deadline).ToListAsync(Deadline));
        Assert.Equal(Enumerable.Range(1000, 1000).Select(n => $"k{n:0000}"), await Store.ListAsync("k1", Deadline).ToListAsync(Deadline));

        using IDocumentWatch watch = Store.OpenWatch();
        watch.Start();
        await ByHandAsync("delete from {0}.document where key = 'k8500'");
        Assert.Equal(new KvChange(KvChangeKind.Delete, "k8500"), await NextAsync(watch));
        await ByHandAsync("update {0}.document set content = 'x' where key = 'k5000'");
        Assert.Equal(new KvChange(KvChangeKind.Put, "k5000"), await NextAsync(watch));
    }

    private static async Task<KvChange> NextAsync(IDocumentWatch watch)
    {
        Assert.True(await watch.MoveNextAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token));
        return watch.Current;
    }

    private Task ByHandAsync(string sql) => TestServer.ExecuteAsync(string.Format(CultureInfo.InvariantCulture, sql, _schema.Name));
}
