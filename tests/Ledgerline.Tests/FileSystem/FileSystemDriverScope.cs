namespace Ledgerline.Tests.FileSystem;

/// <summary>A driver for a moment, as another process would have it, that does not wait for the device.</summary>
internal sealed class FileSystemDriverScope(string root) : IDisposable
{
    public FileSystemDriver Driver { get; } = new(root, null, new FaultyDisk { Flushes = false });

    public AppendLog<JsonPayload> Log => Driver.Project("p").History;

    public void Dispose() => Driver.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
