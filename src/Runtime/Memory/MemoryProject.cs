using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline.Memory;

/// <summary>One project id: handles on it may be taken before the project exists.</summary>
internal sealed class MemoryProject : IProjectStore
{
    private readonly ConcurrentDictionary<string, MemoryLog> _logs = new(StringComparer.Ordinal);
    private readonly MemoryDocumentSets _documents;
    private readonly MemoryDriver _driver;
    private readonly TimeProvider _clock;
    private int _exists;

    public MemoryProject(MemoryDriver driver, string id, TimeProvider clock)
    {
        _driver = driver;
        _clock = clock;
        _documents = new MemoryDocumentSets($"memory:{id}", ThrowIfUnusable);
        Id = id;
    }

    public string Id { get; }

    public bool Exists => Volatile.Read(ref _exists) != 0;

    public bool IsDisposed => _driver.IsDisposed;

    /// <summary>Brings the project into being.</summary>
    /// <returns>Whether it was not there before.</returns>
    public bool Create() => Interlocked.Exchange(ref _exists, 1) == 0;

    public ILogStore OpenLog(string name) => _logs.GetOrAdd(name, name => new MemoryLog(this, name, _clock));

    public IDocumentStore OpenDocuments(string? set) => _documents.Open(set);

    public async IAsyncEnumerable<string> ListLogsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfUnusable();
        foreach (MemoryLog log in _logs.Values.Where(l => l.Exists).OrderBy(l => l.Name, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return log.Name;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <summary>Throws where the driver is disposed or the project does not exist.</summary>
    public void ThrowIfUnusable()
    {
        _driver.ThrowIfDisposed();
        if (!Exists)
        {
            throw new ProjectNotFoundException(Id, "memory");
        }
    }

    /// <summary>Ends what follows or watches the project, once its driver is disposed.</summary>
    public void End()
    {
        _documents.End();
        foreach (MemoryLog log in _logs.Values)
        {
            log.End();
        }
    }
}
