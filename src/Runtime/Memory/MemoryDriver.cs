using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ledgerline.Drivers;
using Ledgerline.Memory;

namespace Ledgerline;

/// <summary>
/// Keeps everything in memory for as long as it lives: the same bytes, rules and outcomes as every other driver,
/// without their storage. For tests, and for data that need not survive the process.
/// </summary>
public sealed class MemoryDriver : IStorageDriver
{
    private readonly ConcurrentDictionary<string, MemoryProject> _projects = new(StringComparer.Ordinal);
    private readonly MemoryDocumentSets _shared;
    private readonly MemoryDriverOptions _options;
    private volatile bool _isDisposed;

    /// <summary>Makes an empty store.</summary>
    /// <param name="options">How it behaves; null for the defaults.</param>
    public MemoryDriver(MemoryDriverOptions? options = null)
    {
        _options = options ?? new MemoryDriverOptions();
        _shared = new MemoryDocumentSets("memory:shared", ThrowIfDisposed);
        Shared = new SharedDocuments(_shared.Open, _shared.ListAsync);
    }

    /// <inheritdoc/>
    public DriverInfo Info { get; } = new("Memory", 1, DriverCapabilities.None);

    /// <inheritdoc/>
    public SharedDocuments Shared { get; }

    internal bool IsDisposed => _isDisposed;

    /// <inheritdoc/>
    public Task<bool> CreateProjectAsync(string projectId, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(projectId, "project id");
        ThrowIfDisposed();
        return cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<bool>(cancellationToken)
            : Task.FromResult(Open(projectId).Create());
    }

    /// <inheritdoc/>
    public Task<bool> DeleteProjectAsync(string projectId, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(projectId, "project id");
        ThrowIfDisposed();
        return cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<bool>(cancellationToken)
            : Task.FromResult(_projects.TryGetValue(projectId, out MemoryProject? project) && project.Delete());
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListProjectIdsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfDisposed();
        foreach ((string id, MemoryProject project) in _projects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (project.Exists)
            {
                yield return id;
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Project Project(string projectId)
    {
        StorageName.ThrowIfInvalid(projectId, "project id");
        ThrowIfDisposed();
        return new Project(projectId, Open(projectId));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // Every append and change tests the flag under its own lock, so ending waits for those that have begun.
        _isDisposed = true;
        _shared.End();
        foreach (MemoryProject project in _projects.Values)
        {
            project.End();
        }

        return ValueTask.CompletedTask;
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    private MemoryProject Open(string id) => _projects.GetOrAdd(id, id => new MemoryProject(this, id, _options));
}
