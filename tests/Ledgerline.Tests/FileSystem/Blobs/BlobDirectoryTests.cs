namespace Ledgerline.Tests.FileSystem.Blobs;

/// <summary>A project whose files can be looked at.</summary>
public abstract class BlobDirectoryTests : IAsyncLifetime, IDisposable
{
    protected FileSystemDriver Driver { get; private set; } = null!;

    protected BlobStore Files => Driver.Project("p").Files;

    protected DataDirectory Root { get; } = new();

    /// <summary>Guards against a hang; no test waits for it.</summary>
    protected CancellationToken Deadline { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    /// <summary>The names of files that are being written.</summary>
    protected string[] Temporaries => Directory.Exists(PathOf(".meta/.incoming"))
        ? [.. Directory.EnumerateFileSystemEntries(PathOf(".meta/.incoming")).Select(Path.GetFileName).OfType<string>()]
        : [];

    public async Task InitializeAsync()
    {
        Driver = new FileSystemDriver(Root.Path);
        await Driver.CreateProjectAsync("p");
    }

    public async Task DisposeAsync() => await Driver.DisposeAsync();

    public void Dispose()
    {
        Root.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string PathOf(string blob) => Path.Combine(Root.Path, "projects", "p", blob);

    protected async Task<string> WriteAsync(string path, string content) =>
        Assert.IsType<BlobWriteResult.Stored>(await Files.WriteAsync(path, content, durability: Durability.Buffered)).ETag;

    protected async Task<List<string>> ListAsync(string? prefix = null)
    {
        List<string> paths = await Files.ListAsync(prefix, Deadline).ToListAsync(Deadline);
        paths.Sort(StringComparer.Ordinal);
        return paths;
    }
}
