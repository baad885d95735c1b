using System.Text.Json;
using Ledgerline.Bench.Peers;

namespace Ledgerline.Bench;

/// <summary>Our own contender: a log of a project in files, typed and untyped.</summary>
internal sealed class Ledger : IAsyncDisposable
{
    private const string ProjectId = "bench";

    private readonly FileSystemDriver _driver;

    private Ledger(FileSystemDriver driver)
    {
        _driver = driver;
        Project = driver.Project(ProjectId);
        Log = Project.TweakLog();
        Payloads = Project.Log(Log.Name);
    }

    public Project Project { get; }

    /// <summary>The log of entries.</summary>
    public AppendLog<Tweak> Log { get; }

    /// <summary>The same log, of payloads as bytes.</summary>
    public AppendLog<JsonPayload> Payloads { get; }

    /// <summary>A new log.</summary>
    public static async Task<Ledger> CreateAsync(string directory, Durability durability)
    {
        Ledger ledger = Open(directory, durability);
        await ledger._driver.CreateProjectAsync(ProjectId);
        return ledger;
    }

    /// <summary>A log that is there.</summary>
    public static Ledger Open(string directory, Durability durability = Durability.Buffered) =>
        new(new FileSystemDriver(directory, new() { Durability = durability }));

    /// <summary>The file behind the log.</summary>
    public static string FileIn(string directory) => Path.Combine(directory, "projects", ProjectId, ".meta", "tweaks.jsonl");

    public static JsonPayload[] Encode(IEnumerable<Tweak> tweaks) =>
        [.. tweaks.Select(tweak => JsonPayload.Parse(JsonSerializer.SerializeToUtf8Bytes(tweak, PeerContext.Default.Tweak)))];

    /// <summary>One awaited append at a time.</summary>
    public async Task AppendEachAsync(Tweak[] tweaks)
    {
        foreach (Tweak tweak in tweaks)
        {
            await Log.AppendAsync(tweak);
        }
    }

    /// <summary>As many appenders as there are shares, each with one awaited append at a time.</summary>
    public Task AppendConcurrentlyAsync(Tweak[][] shares) =>
        Task.WhenAll(shares.Select(share => Task.Run(() => AppendEachAsync(share))));

    public async Task AppendBatchesAsync(Tweak[][] batches)
    {
        foreach (Tweak[] batch in batches)
        {
            await Log.AppendBatchAsync(batch);
        }
    }

    public async Task AppendBatchesAsync(JsonPayload[][] batches)
    {
        foreach (JsonPayload[] batch in batches)
        {
            await Payloads.AppendBatchAsync(batch);
        }
    }

    public async Task<Tally> TallyAsync()
    {
        Tally tally = default;
        await foreach (LogEntry<Tweak> entry in Log.ReadAsync())
        {
            tally = tally.With(entry.Data.N);
        }

        return tally;
    }

    /// <summary>Reads all payloads and adds up their lengths.</summary>
    public async Task<Tally> TallyPayloadsAsync()
    {
        Tally tally = default;
        await foreach (LogEntry<JsonPayload> entry in Payloads.ReadAsync())
        {
            tally = tally.With(entry.Data.Utf8.Length);
        }

        return tally;
    }

    public async Task<Tally> TallyAsync(LogReadOptions options)
    {
        Tally tally = default;
        await foreach (LogEntry<Tweak> entry in Log.ReadAsync(options))
        {
            tally = tally.With(entry.Data.N);
        }

        return tally;
    }

    /// <summary>Reads payloads without decoding them, and adds up their entries' numbers, which are those that they carry.</summary>
    public async Task<Tally> TallyNumbersAsync(LogReadOptions options)
    {
        Tally tally = default;
        await foreach (LogEntry<JsonPayload> entry in Payloads.ReadAsync(options))
        {
            tally = tally.With(entry.Seq);
        }

        return tally;
    }

    public ValueTask DisposeAsync() => _driver.DisposeAsync();
}
