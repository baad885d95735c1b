using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline.Memory;

/// <summary>One project id: handles on it may be taken before the project exists.</summary>
internal sealed class MemoryProject : IProjectStore
{
    private readonly ConcurrentDictionary<(string Name, string? Key), MemoryLog> _logs = new();
    private readonly MemoryDocumentSets _documents;
    private readonly MemoryBlobs _blobs;
    private readonly MemoryDriver _driver;
    private readonly MemoryDriverOptions _options;
    private readonly Lock _lifecycle = new();
    private volatile bool _exists;

    public MemoryProject(MemoryDriver driver, string id, MemoryDriverOptions options)
    {
        _driver = driver;
        _options = options;
        _documents = new MemoryDocumentSets($"memory:{id}", ThrowIfUnusable);
        _blobs = new MemoryBlobs(id, options.TimeProvider, ThrowIfUnusable);
        Id = id;
    }

    public string Id { get; }

    public bool Exists => _exists;

    public bool IsDisposed => _driver.IsDisposed;

    /// <summary>Brings the project into being.</summary>
    /// <returns>Whether it was not there before.</returns>
    public bool Create()
    {
        lock (_lifecycle)
        {
            bool isNew = !_exists;
            _exists = true;
            return isNew;
        }
    }

    /// <summary>Empties the project and ends what follows it; until it is made anew nothing can be done in it.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Delete()
    {
        lock (_lifecycle)
        {
            if (!_exists)
            {
                return false;
            }

            // Every append and change tests the flag under its own lock: emptying waits for those that have begun.
            _exists = false;
            foreach (MemoryLog log in _logs.Values)
            {
                log.DeleteWithProject();
            }

            _documents.Clear();
            _blobs.Clear();
            return true;
        }
    }

    public ILogStore OpenLog(string name, string? key) =>
        _logs.GetOrAdd((name, key), id => new MemoryLog(this, id.Name, id.Key, _options));

    public IDocumentStore OpenDocuments(string? set) => _documents.Open(set);

    public IAsyncEnumerable<string> ListDocumentSetsAsync(CancellationToken cancellationToken) => _documents.ListAsync(cancellationToken);

    public IBlobStore OpenBlobs() => _blobs;

    public IAsyncEnumerable<string> ListLogsAsync(CancellationToken cancellationToken) =>
        ListAsync(static log => log.Name, cancellationToken);

    public IAsyncEnumerable<string> ListLogKeysAsync(string name, CancellationToken cancellationToken) =>
        ListAsync(log => log.Name == name ? log.Key : null, cancellationToken);

    /// <summary>Throws where the driver is disposed or the project does not exist.</summary>
    public void ThrowIfUnusable()
    {
        _driver.ThrowIfDisposed();
        if (!Exists)
        {
            throw new ProjectNotFoundException(Id, "memory");
        }
    }

    /// <summary>What the logs that exist have of something, in ordinal order.</summary>
    private async IAsyncEnumerable<string> ListAsync(
        Func<MemoryLog, string?> select, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<string> found = [.. _logs.Values.Where(static log => log.Exists).Select(select).OfType<string>()
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

        // After the look: of a project that was deleted meanwhile, nothing is what was found.
        ThrowIfUnusable();
        foreach (string name in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <summary>Ends what follows or watches the project, once its driver is disposed.</summary>
    public void End()
    {
        _documents.End();
        _blobs.End();
        foreach (MemoryLog log in _logs.Values)
        {
            log.End();
        }
    }
}
