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

    private string Directory { get; } = Path.Combine(root.ProjectsDirectory, id);

    private string MetaDirectory { get; } = Path.Combine(root.ProjectsDirectory, id, ".meta");

    public ILogStore OpenLog(string name, string? key) =>
        _logs.GetOrAdd((name, key), static (id, project) => new FileLog(project.Root, project, project.Paths(id.Name, id.Key)), this);

    public IDocumentStore OpenDocuments(string? set) =>
        _documents.GetOrAdd(set ?? "", static (set, project) => new FileDocuments(
            project.Root, Path.Combine(project.MetaDirectory, set), project.ThrowIfMissing), this);

    public async IAsyncEnumerable<string> ListLogsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        root.ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfMissing();
        foreach (string name in StoredNames.List(root.Disk, MetaDirectory, LogPaths.Extension)
            .Concat(StoredNames.List(root.Disk, MetaDirectory, extension: "").Where(HasKeyedLog))
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
        ThrowIfMissing();
        foreach (string key in StoredNames.List(root.Disk, Path.Combine(MetaDirectory, name), LogPaths.Extension))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return key;
        }
    }

    /// <summary>Makes a directory of logs, where there is none yet, in a project that exists.</summary>
    /// <exception cref="ProjectNotFoundException">The project does not exist.</exception>
    public void EnsureDirectory(string directory)
    {
        ThrowIfMissing();
        root.CreateDirectories(directory);
    }

    /// <exception cref="ProjectNotFoundException">The project does not exist.</exception>
    public void ThrowIfMissing()
    {
        if (root.Disk.Status(Directory) is not { IsDirectory: true })
        {
            throw new ProjectNotFoundException(id, $"the root '{root.Path}'");
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
    }

    private DataRoot Root => root;

    /// <summary>Logs by key may be very many: those of a name share what is the same for them.</summary>
    private LogPaths Paths(string name, string? key) => key is null
        ? new(MetaDirectory, name)
        : new(_keyDirectories.GetOrAdd(name, static (name, project) => Path.Combine(project.MetaDirectory, name), this), key);

    /// <summary>A directory may hold documents, logs by key, or both.</summary>
    private bool HasKeyedLog(string name)
    {
        string directory = Path.Combine(MetaDirectory, name);
        return root.Disk.Status(directory) is { IsDirectory: true }
            && StoredNames.List(root.Disk, directory, LogPaths.Extension).Any();
    }
}
