using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline.Memory;

/// <summary>A set of documents: written under one lock, read from an immutable state without one.</summary>
/// <param name="source">The set's name in messages.</param>
/// <param name="throwIfUnusable">Throws where the driver is disposed or the project does not exist.</param>
internal sealed class MemoryDocuments(string source, Action throwIfUnusable) : IDocumentStore
{
    private readonly MemoryGate _gate = new(throwIfUnusable);
    private readonly HashSet<MemoryDocumentWatch> _watches = [];
    private volatile ImmutableSortedDictionary<string, StoredDocument> _documents =
        ImmutableSortedDictionary.Create<string, StoredDocument>(StringComparer.Ordinal);

    public bool HasAny => !_documents.IsEmpty;

    public async IAsyncEnumerable<string> ListAsync(
        string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ImmutableSortedDictionary<string, StoredDocument> documents = _documents;
        _gate.ThrowIfUnusable();
        foreach (string key in documents.Keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (prefix is null || key.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield return key;
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    public ValueTask<StoredDocument?> GetAsync(string key, CancellationToken cancellationToken) =>
        MemoryGate.Run(
            () =>
            {
                StoredDocument? document = _documents.GetValueOrDefault(key);

                // After the look: what was not found in a project that is gone is not missing.
                _gate.ThrowIfUnusable();
                return document;
            },
            cancellationToken);

    public ValueTask<KvPutResult> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition, Durability? durability, CancellationToken cancellationToken) =>
        _gate.Write<KvPutResult>(
            () =>
            {
                string? currentETag = _documents.GetValueOrDefault(key)?.ETag;
                return condition.Holds(currentETag)
                    ? new KvPutResult.Stored(Store(key, content))
                    : new KvPutResult.Conflict(currentETag);
            },
            cancellationToken);

    public ValueTask<KvDeleteResult> DeleteAsync(string key, string? etag, CancellationToken cancellationToken) =>
        _gate.Write<KvDeleteResult>(
            () =>
            {
                if (!_documents.TryGetValue(key, out StoredDocument? current))
                {
                    return new KvDeleteResult.NotFound();
                }

                if (etag is not null && etag != current.ETag)
                {
                    return new KvDeleteResult.Conflict(current.ETag);
                }

                _documents = _documents.Remove(key);
                Tell(new KvChange(KvChangeKind.Delete, key));
                return new KvDeleteResult.Deleted();
            },
            cancellationToken);

    public ValueTask<string> UpdateAsync(
        string key, Func<StoredDocument?, ReadOnlyMemory<byte>> change, Durability? durability, CancellationToken cancellationToken) =>
        _gate.Write(() => Store(key, change(_documents.GetValueOrDefault(key))), cancellationToken);

    public IDocumentWatch OpenWatch()
    {
        lock (_gate.Writes)
        {
            _gate.ThrowIfUnusable();
            var watch = new MemoryDocumentWatch(Forget);
            _watches.Add(watch);
            return watch;
        }
    }

    public string Describe(string key) => $"{source}/{key}";

    /// <summary>Removes the documents and ends the watches: the project is deleted.</summary>
    public void Clear()
    {
        lock (_gate.Writes)
        {
            _documents = _documents.Clear();
            foreach (MemoryDocumentWatch watch in _watches)
            {
                watch.End();
            }

            _watches.Clear();
        }
    }

    /// <summary>Ends the watches, once the driver is disposed.</summary>
    public void End()
    {
        lock (_gate.Writes)
        {
            foreach (MemoryDocumentWatch watch in _watches)
            {
                watch.End();
            }
        }
    }

    private void Forget(MemoryDocumentWatch watch)
    {
        lock (_gate.Writes)
        {
            _watches.Remove(watch);
        }
    }

    private string Store(string key, ReadOnlyMemory<byte> content)
    {
        byte[] kept = content.ToArray();
        var document = new StoredDocument(kept, ContentETag.Of(kept));
        _documents = _documents.SetItem(key, document);
        Tell(new KvChange(KvChangeKind.Put, key));
        return document.ETag;
    }

    private void Tell(KvChange change)
    {
        foreach (MemoryDocumentWatch watch in _watches)
        {
            watch.Add(change);
        }
    }
}
