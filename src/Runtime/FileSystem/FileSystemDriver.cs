using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ledgerline.Drivers;
using Ledgerline.FileSystem;

namespace Ledgerline;

/// <summary>
/// Projects as directories, logs as JSON lines, documents as JSON files. Any number of processes may use the same
/// root at once.
/// </summary>
public sealed class FileSystemDriver : IStorageDriver
{
    private readonly DataRoot _root;
    private readonly ConcurrentDictionary<string, FileProject> _projects = new(StringComparer.Ordinal);
    private readonly SharedScope _sharedScope;
    private readonly Task _finishing;
    private readonly ConcurrentDictionary<string, FileDocuments> _shared = new(StringComparer.Ordinal);

    /// <summary>Uses a directory, which is made by the first write where it does not exist.</summary>
    /// <param name="root">The directory; relative paths count from the current directory now.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="StorageException">A file stands where the directory should be.</exception>
    /// <exception cref="PlatformNotSupportedException">The platform is not Linux.</exception>
    public FileSystemDriver(string root, FileSystemDriverOptions? options = null)
        : this(root, options, Disk.At(FullPath(root)), keepsLocks: true)
    {
    }

    internal FileSystemDriver(string root, FileSystemDriverOptions? options, Disk disk, bool keepsLocks = false)
    {
        string path = FullPath(root);
        if (disk.Status(path) is { IsDirectory: false })
        {
            throw new StorageException(
                "use", path, "it is a file, and the root must be a directory", "Give a directory, or a path where nothing stands yet.");
        }

        _root = new DataRoot(path, disk, options ?? new FileSystemDriverOptions(), keepsLocks);
        _sharedScope = new SharedScope(_root);
        Shared = new SharedDocuments(OpenShared, token => DocumentSets.ListAsync(_sharedScope, _root.SharedDirectory, token));
        _finishing = FinishDeletionsAsync();
    }

    /// <inheritdoc/>
    public DriverInfo Info { get; } =
        new("FileSystem", 1, DriverCapabilities.Persistent | DriverCapabilities.MultiProcess);

    /// <inheritdoc/>
    public SharedDocuments Shared { get; }

    /// <summary>The root's full path.</summary>
    public string Root => _root.Path;

    /// <inheritdoc/>
    public Task<bool> CreateProjectAsync(string projectId, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(projectId, "project id");
        _root.ThrowIfClosed();
        return Task.Run(() => Open(projectId).Create(), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteProjectAsync(string projectId, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(projectId, "project id");
        _root.ThrowIfClosed();
        return Task.Run(() => Open(projectId).DeleteAsync(), cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListProjectIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _root.ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (string id in ProjectLifecycle.List(_root))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return id;
        }
    }

    /// <inheritdoc/>
    public Project Project(string projectId)
    {
        StorageName.ThrowIfInvalid(projectId, "project id");
        return new Project(projectId, Open(projectId));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _root.Close();
        await _finishing.ConfigureAwait(false);
        foreach (FileProject project in _projects.Values)
        {
            await project.DisposeAsync().ConfigureAwait(false);
        }

        foreach (FileDocuments documents in _shared.Values)
        {
            await documents.DisposeAsync().ConfigureAwait(false);
        }

        _root.Dispose();
    }

    private static string FullPath(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        return Path.GetFullPath(root);
    }

    private FileProject Open(string projectId) =>
        _projects.GetOrAdd(projectId, static (id, root) => new FileProject(root, id), _root);

    /// <summary>A project that was half deleted goes on being deleted when its root is opened.</summary>
    private Task FinishDeletionsAsync()
    {
        try
        {
            if (!new DeletedProjects(_root).Holds(id: null))
            {
                return Task.CompletedTask;
            }
        }
        catch (StorageException failure)
        {
            _root.Events.DeletionUnfinished(failure);
            return Task.CompletedTask;
        }

        if (_root.WorksInBackground)
        {
            return Task.Run(FinishDeletions);
        }

        FinishDeletions();
        return Task.CompletedTask;
    }

    /// <summary>Ends the deletions that were cut short: by a crash, or by something that could not be removed then.</summary>
    private void FinishDeletions()
    {
        var deleted = new DeletedProjects(_root);
        try
        {
            deleted.Remove(id: null);
        }
        catch (ObjectDisposedException)
        {
            // The next driver goes on.
        }
        catch (StorageException failure)
        {
            _root.Events.DeletionUnfinished(failure);
        }
    }

    private FileDocuments OpenShared(string? set) =>
        _shared.GetOrAdd(set ?? "", static (set, scope) => new FileDocuments(
            scope, Path.Combine(scope.Root.SharedDirectory, set)), _sharedScope);
}
