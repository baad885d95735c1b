using System.Text.Json;
using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Peers;

namespace Ledgerline.Bench;

/// <summary>Our own contender: documents of a project in files.</summary>
internal sealed class Documents : IAsyncDisposable
{
    private const string ProjectId = "bench";

    private readonly FileSystemDriver _driver;
    private readonly JsonKv<Conversation> _documents;
    private readonly int _count;

    private Documents(FileSystemDriver driver, int count)
    {
        _driver = driver;
        _documents = driver.Project(ProjectId).Kv<Conversation>();
        _count = count;
    }

    /// <summary>Keys of a length.</summary>
    public static string[] Keys(int count) => [.. Enumerable.Range(0, count).Select(n => $"conversation-{n:00000}")];

    /// <summary>The same document as bytes.</summary>
    public static byte[] Encode(int number)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(Conversation.Number(number), PeerContext.Default.Conversation);
        Expect.Equal(Conversation.Size, json.Length);
        return json;
    }

    /// <summary>A new set with as many documents.</summary>
    public static async Task<Documents> CreateAsync(string directory, Durability durability, int count)
    {
        var driver = new FileSystemDriver(directory, new() { Durability = durability });
        await driver.CreateProjectAsync(ProjectId);
        var documents = new Documents(driver, count);
        string[] keys = Keys(count);
        for (int n = 0; n < count; n++)
        {
            await documents._documents.PutAsync(keys[n], Conversation.Number(n), durability: Durability.Buffered);
        }

        // Until what was written has settled: an unchanged document need not be read again.
        await Task.Delay(100);
        return documents;
    }

    /// <summary>Gets one after the other.</summary>
    public async Task GetAsync(string[] keys, int gets)
    {
        long sum = 0;
        for (int i = 0; i < gets; i++)
        {
            sum += ((KvGetResult<Conversation>.Found)await _documents.GetAsync(keys[i % keys.Length])).Value.N;
        }

        Expect.Equal(RawDocuments.SumOf(keys.Length, gets), sum);
    }

    /// <summary>Puts one after the other.</summary>
    public async Task PutAsync(string[] keys, int puts)
    {
        for (int i = 0; i < puts; i++)
        {
            Expect.Equal(true, await _documents.PutAsync(keys[i % keys.Length], Conversation.Number(i)) is KvPutResult.Stored);
        }
    }

    /// <summary>As many writers as there are keys, each with one awaited put at a time.</summary>
    public Task PutConcurrentlyAsync(string[] keys, int putsEach) =>
        Task.WhenAll(keys.Select(key => Task.Run(() => PutAsync([key], putsEach))));

    /// <summary>Makes sure that the documents are those that were put last.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="last">The number of the last put of each key.</param>
    public async Task ExpectLast(string[] keys, Func<int, int> last)
    {
        for (int n = 0; n < keys.Length; n++)
        {
            Expect.Equal(
                Conversation.Number(last(n)).N, ((KvGetResult<Conversation>.Found)await _documents.GetAsync(keys[n])).Value.N);
        }
    }

    /// <summary>Puts one document.</summary>
    public async Task TouchAsync() => await _documents.PutAsync(Keys(1)[0], Conversation.Number(0));

    /// <summary>Lists all keys.</summary>
    public async Task ListAsync()
    {
        int count = 0;
        await foreach (string key in _documents.ListAsync())
        {
            count++;
        }

        Expect.Equal(_count, count);
    }

    public ValueTask DisposeAsync() => _driver.DisposeAsync();
}
