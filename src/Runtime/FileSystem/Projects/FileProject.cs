using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>One project id, and what this process has open of the project that it leads to.</summary>
internal sealed class FileProject : IProjectStore, IAsyncDisposable
{
    private readonly DataRoot _root;
    private readonly ConcurrentDictionary<(string Name, string? Key), FileLog> _logs = new();
    private readonly ConcurrentDictionary<string, FileDocuments> _documents = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, string> _keyDirectories = new(StringComparer.Ordinal);

    private FileBlobs? _blobs;

    public FileProject(DataRoot root, string id)
    {
        _root = root;
        Scope = new ProjectScope(root, id) { OnEnded = OnEnded };
    }

    private ProjectScope Scope { get; }

    /// <summary>Makes the project's directory.</summary>
    /// <returns>Whether it was made by this call.</returns>
    public bool Create() => ProjectLifecycle.Create(Scope);

    /// <summary>Deletes the project, and gives back what this process held of it.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DeleteAsync()
    {
        var deleted = new DeletedProjects(_root);
        bool existed = ProjectLifecycle.Delete(Scope, deleted, out bool hasLeft);

        // Also where another process deleted it: nothing of it is to be held.
        Scope.EndIfOver();
        foreach (FileLog log in _logs.Values)
        {
            await log.ForgetAsync().ConfigureAwait(false);
        }

        foreach (FileDocuments documents in _documents.Values)
        {
            await documents.ForgetAsync().ConfigureAwait(false);
        }

        if (_blobs is { } blobs)
        {
            await blobs.ForgetAsync().ConfigureAwait(false);
        }

        Scope.Lock.TryClose();
        if (hasLeft)
        {
            deleted.Remove(Scope.Id);
        }

        return existed;
    }

    public ILogStore OpenLog(string name, string? key) =>
        _logs.GetOrAdd((name, key), static (id, project) => new FileLog(project.Scope, project.Paths(id.Name, id.Key)), this);

    public IDocumentStore OpenDocuments(string? set) =>
        _documents.GetOrAdd(set ?? "", static (set, project) => new FileDocuments(
            project.Scope, Path.Combine(project.Scope.MetaDirectory, set)), this);

    public IAsyncEnumerable<string> ListDocumentSetsAsync(CancellationToken cancellationToken) =>
        DocumentSets.ListAsync(Scope, Scope.MetaDirectory, cancellationToken);

    public IBlobStore OpenBlobs() => LazyInitializer.EnsureInitialized(ref _blobs, () => new FileBlobs(Scope));

    public async IAsyncEnumerable<string> ListLogsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        _root.ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        List<string> names = [.. StoredNames.List(_root.Disk, Scope.MetaDirectory, LogPaths.Extension)
            .Concat(StoredNames.ListDirectories(_root.Disk, Scope.MetaDirectory, LogPaths.Extension))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

        // After the look: of a project that was deleted meanwhile, nothing is what was found.
        Scope.ThrowIfMissing();
        foreach (string name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }
    }

    public async IAsyncEnumerable<string> ListLogKeysAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        _root.ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        IEnumerable<string> keys = StoredNames.List(_root.Disk, Path.Combine(Scope.MetaDirectory, name), LogPaths.Extension);
        Scope.ThrowIfMissing();
        foreach (string key in keys)
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

    /// <summary>Wakes whoever follows something in the project, to find that it is gone.</summary>
    private void OnEnded()
    {
        foreach (FileLog log in _logs.Values)
        {
            log.Wake();
        }

        foreach (FileDocuments documents in _documents.Values)
        {
            documents.Changes.Pulse();
        }

        _blobs?.Wake();
    }

    /// <summary>Logs by key may be very many: those of a name share what is the same for them.</summary>
    private LogPaths Paths(string name, string? key) => key is null
        ? new(Scope.MetaDirectory, name)
        : new(_keyDirectories.GetOrAdd(name, static (name, project) => Path.Combine(project.Scope.MetaDirectory, name), this), key);
}
