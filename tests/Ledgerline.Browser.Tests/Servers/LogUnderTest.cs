namespace Ledgerline.Browser.Tests.Servers;

/// <summary>A root of its own with one log in it, which this process appends to while the server, another process, serves it.</summary>
internal sealed class LogUnderTest : IAsyncDisposable
{
    public const string ProjectId = "p_test";
    private readonly FileSystemDriver _driver;

    private LogUnderTest(string root)
    {
        Root = root;
        _driver = new FileSystemDriver(root);
        Log = _driver.Project(ProjectId).History;
    }

    public string Root { get; }

    public AppendLog<JsonPayload> Log { get; }

    /// <summary>Makes the log, with so many entries of the kinds tick and tock in turn.</summary>
    public static async Task<LogUnderTest> CreateAsync(int entries)
    {
        var made = new LogUnderTest(Directory.CreateTempSubdirectory("ledgerline-browser-").FullName);
        await made._driver.CreateProjectAsync(ProjectId);
        await made.AppendAsync(entries);
        return made;
    }

    public async Task AppendAsync(int entries)
    {
        long last = (await Log.GetInfoAsync()).LastSeq;
        foreach (int[] block in Enumerable.Range((int)last + 1, entries).Chunk(10_000))
        {
            await Log.AppendBatchAsync(
                block.Select(n => JsonPayload.Parse($$"""{"kind":"{{(n % 2 == 0 ? "tock" : "tick")}}","n":{{n}},"text":"entry number {{n}}"}""")),
                Durability.Buffered);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _driver.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
