using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>One project's directory.</summary>
internal sealed class FileProject(DataRoot root, string id) : IProjectStore, IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Name, string? Key), FileLog> _logs = new();
    private readonly ConcurrentDictionary<string, FileDocuments> _documents = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, string> _keyDirectories = new(StringComparer.Ordinal);

    private FileBlobs? _blobs;

    private ProjectScope Scope { get; } = new(root, id);

    public ILogStore OpenLog(string name, string? key) =>
        _logs.GetOrAdd((name, key), static (id, project) => new FileLog(project.Scope, project.Paths(id.Name, id.Key)), this);

    public IDocumentStore OpenDocuments(string? set) =>
        _documents.GetOrAdd(set ?? "", static (set, project) => new FileDocuments(
            project.Scope, Path.Combine(project.Scope.MetaDirectory, set)), this);

    public IBlobStore OpenBlobs() => LazyInitializer.EnsureInitialized(ref _blobs, () => new FileBlobs(Scope));

    public async IAsyncEnumerable<string> ListLogsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        root.ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        Scope.ThrowIfMissing();
        foreach (string name in StoredNames.List(root.Disk, Scope.MetaDirectory, LogPaths.Extension)
            .Concat(StoredNames.List(root.Disk, Scope.MetaDirectory, extension: "").Where(HasKeyedLog))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }
    }

    public async IAsyncEnumerable<string> ListLogKeysAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        root.ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        Scope.ThrowIfMissing();
        foreach (string key in StoredNames.List(root.Disk, Path.Combine(Scope.MetaDirectory, name), LogPaths.Extension))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return key;
        }
    }

    /// <summary>Lets what has begun end, then ends the project's subscriptions.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (FileLog log in _logs.Values)
        {
            await log.DisposeAsync().ConfigureAwait(false);
        }

        foreach (FileDocuments documents in _documents.Values)
        {
            await documents.DisposeAsync().ConfigureAwait(false);
        }

        if (_blobs is { } blobs)
        {
            await blobs.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Logs by key may be very many: those of a name share what is the same for them.</summary>
    private LogPaths Paths(string name, string? key) => key is null
        ? new(Scope.MetaDirectory, name)
        : new(_keyDirectories.GetOrAdd(name, static (name, project) => Path.Combine(project.Scope.MetaDirectory, name), this), key);

    /// <summary>A directory may hold documents, logs by key, or both.</summary>
    private bool HasKeyedLog(string name)
    {
        string directory = Path.Combine(Scope.MetaDirectory, name);
        return root.Disk.Status(directory) is { IsDirectory: true }
            && StoredNames.List(root.Disk, directory, LogPaths.Extension).Any();
    }
}
