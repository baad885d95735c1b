using Ledgerline.Bench.Peers;

namespace Ledgerline.Bench;

/// <summary>Filled logs and files that rows share, each made when it is first asked for.</summary>
internal sealed class Corpus : IDisposable
{
    /// <summary>The payload of a large line in a skewed log.</summary>
    public const int LargeSize = 20 << 20;

    private readonly string _root = Directory.CreateTempSubdirectory("ledgerline-corpus-").FullName;
    private readonly Dictionary<string, Task<string>> _made = [];

    public Task<string> LedgerAsync(int count) => MakeAsync($"ledger-{count}", async directory =>
    {
        await using Ledger ledger = await Ledger.CreateAsync(directory, Durability.Buffered);
        foreach (IEnumerable<Tweak> batch in Batches(count))
        {
            await ledger.Log.AppendBatchAsync(batch);
        }
    });

    /// <summary>A log that has a line of 20 MiB in each of so many equal parts, the last one right before its last 10 entries.</summary>
    public Task<string> SkewedLedgerAsync(int count, int largeLines) => MakeAsync($"skewed-{count}-{largeLines}", async directory =>
    {
        string large = new('x', LargeSize);
        await using Ledger ledger = await Ledger.CreateAsync(directory, Durability.Buffered);
        for (int first = 1; first <= count; first += Scale.BatchSize)
        {
            await ledger.Log.AppendBatchAsync(Enumerable.Range(first, Math.Min(Scale.BatchSize, count - first + 1)).Select(n =>
                IsLarge(n, count, largeLines) ? Tweak.Number(n) with { File = large } : Tweak.Number(n)));
        }
    });

    /// <summary>Whether an entry of a skewed log is large.</summary>
    public static bool IsLarge(long n, int count, int largeLines) => (n + 10) % (count / largeLines) == 0;

    public Task<string> HandWrittenAsync(int count) => MakeAsync($"hand-{count}", async directory =>
    {
        await using var log = new HandWrittenLog(directory);
        log.AppendBatches(Batches(count));
    });

    public Task<string> SqliteAsync(int count) => MakeAsync($"sqlite-{count}", async directory =>
    {
        await using SqliteLog log = SqliteLog.Create(directory);
        log.AppendBatch(Batches(count).SelectMany(batch => batch));
    });

    public Task<string> FasterAsync(int count) => MakeAsync($"faster-{count}", async directory =>
    {
        await using var log = new FasterEntries(directory);
        await log.AppendBatchesToMemoryAsync(Batches(count));
    });

    /// <summary>A file of random bytes.</summary>
    public async Task<string> FileAsync(long length) => FileIn(await MakeAsync($"file-{length}", async directory =>
    {
        byte[] block = new byte[1 << 20];
        var random = new Random(1);
        await using FileStream file = File.Create(FileIn(directory), bufferSize: 0);
        for (long at = 0; at < length; at += block.Length)
        {
            random.NextBytes(block);
            file.Write(block.AsSpan(0, (int)Math.Min(block.Length, length - at)));
        }

        file.Flush(flushToDisk: true);
    }));

    /// <summary>A project that holds such a file as a blob.</summary>
    public Task<string> BlobAsync(long length, string path) => MakeAsync($"blob-{length}", async directory =>
    {
        await using FileStream content = File.OpenRead(await FileAsync(length));
        await using Ledger ledger = await Ledger.CreateAsync(directory, Durability.Flushed);
        await ledger.Project.Files.WriteAsync(path, content);
    });

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string FileIn(string directory) => Path.Combine(directory, "random.bin");

    private static IEnumerable<Tweak[]> Batches(int count) =>
        Enumerable.Range(1, count).Select(Tweak.Number).Chunk(Scale.BatchSize);

    private Task<string> MakeAsync(string name, Func<string, Task> make)
    {
        if (!_made.TryGetValue(name, out Task<string>? made))
        {
            _made.Add(name, made = MakeNowAsync());
        }

        return made;

        async Task<string> MakeNowAsync()
        {
            string directory = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
            await make(directory);
            return directory;
        }
    }
}
