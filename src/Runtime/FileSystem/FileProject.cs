using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>One project's directory.</summary>
internal sealed class FileProject(DataRoot root, string id) : IProjectStore, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, FileLog> _logs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FileDocuments> _documents = new(StringComparer.Ordinal);

    private string Directory { get; } = Path.Combine(root.ProjectsDirectory, id);

    private string MetaDirectory => Path.Combine(Directory, ".meta");

    public ILogStore OpenLog(string name) =>
        _logs.GetOrAdd(name, static (name, project) => new FileLog(project.Root, project, new LogPaths(project.MetaDirectory, name)), this);

    public IDocumentStore OpenDocuments(string? set) =>
        _documents.GetOrAdd(set ?? "", static (set, project) => new FileDocuments(
            project.Root, Path.Combine(project.MetaDirectory, set), project.ThrowIfMissing), this);

    public async IAsyncEnumerable<string> ListLogsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        root.ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfMissing();
        foreach (string name in StoredNames.List(root.Disk, MetaDirectory, LogPaths.Extension))
        {
            yield return name;
        }
    }

    /// <summary>Makes the directory of logs and documents, where the older system left a project without one.</summary>
    /// <exception cref="ProjectNotFoundException">The project does not exist.</exception>
    public void EnsureExists()
    {
        ThrowIfMissing();
        root.CreateDirectories(MetaDirectory);
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
}
