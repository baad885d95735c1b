using System.Runtime.CompilerServices;

namespace Ledgerline;

/// <summary>
/// One versioned JSON document under a key that its type is pinned to: the members of <see cref="JsonKv{T}"/> without a
/// key. A cheap handle; safe to call from any thread and beside other processes that use the same document.
/// </summary>
/// <typeparam name="T">The type of the document.</typeparam>
/// <remarks>
/// Every member throws what its namesake of <see cref="JsonKv{T}"/> throws: <see cref="ProjectNotFoundException"/> where
/// the project does not exist, <see cref="StorageException"/> where the storage refuses, and
/// <see cref="ObjectDisposedException"/> once the driver is disposed. The document is one of its set: whoever opens the
/// set, as another type or untyped, lists, reads and writes it too.
/// </remarks>
public sealed class PinnedDocument<T>
{
    private readonly JsonKv<T> _documents;

    internal PinnedDocument(JsonKv<T> documents, string key)
    {
        _documents = documents;
        Key = key;
    }

    /// <summary>The persisted name of the set that the document belongs to, or null for the set-less store.</summary>
    public string? Set => _documents.Set;

    /// <summary>The document's key.</summary>
    public string Key { get; }

    /// <inheritdoc cref="JsonKv{T}.GetAsync"/>
    public ValueTask<KvGetResult<T>> GetAsync(CancellationToken cancellationToken = default) =>
        _documents.GetAsync(Key, cancellationToken);

    /// <summary>Writes the document atomically where the condition holds.</summary>
    /// <param name="value">The document.</param>
    /// <param name="condition">What must be stored before; the default is whatever is stored.</param>
    /// <param name="durability">What the acknowledgement means; null for the definition's setting, then the driver's.</param>
    /// <param name="cancellationToken">Counts until the write begins; after that the put completes.</param>
    public ValueTask<KvPutResult> PutAsync(
        T value, PutCondition condition = default, Durability? durability = null, CancellationToken cancellationToken = default) =>
        _documents.PutAsync(Key, value, condition, durability, cancellationToken);

    /// <summary>Deletes the document durably.</summary>
    /// <param name="etag">Where set, only this version.</param>
    /// <param name="cancellationToken">Counts until the deletion begins.</param>
    public ValueTask<KvDeleteResult> DeleteAsync(string? etag = null, CancellationToken cancellationToken = default) =>
        _documents.DeleteAsync(Key, etag, cancellationToken);

    /// <summary>
    /// Gets, changes and puts back the document, as often as others interfere: twice optimistically, then under the lock,
    /// so that it always ends.
    /// </summary>
    /// <param name="change">
    /// From what is stored to what shall be. Runs up to three times, so it must not have effects; it must not use the
    /// documents of the same set.
    /// </param>
    /// <param name="durability">What the acknowledgement means; null for the definition's setting, then the driver's.</param>
    /// <param name="cancellationToken">Counts until the write begins.</param>
    /// <returns>The document as it is stored now.</returns>
    public ValueTask<KvGetResult<T>.Found> UpdateAsync(
        Func<KvGetResult<T>, T> change, Durability? durability = null, CancellationToken cancellationToken = default) =>
        _documents.UpdateAsync(Key, change, durability, cancellationToken);

    /// <summary>
    /// Puts and deletes of this document, and of no other of its set, from the first <c>MoveNextAsync</c> on, by this
    /// process, by others and by hand. Changes that follow each other closely may come as one; the last is never lost.
    /// </summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async IAsyncEnumerable<KvChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (KvChange change in _documents.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (change.Key == Key)
            {
                yield return change;
            }
        }
    }

    /// <summary>The callback form of <see cref="WatchAsync"/>, from the return of this call on.</summary>
    /// <param name="onChange">Called for each change, one at a time, on the thread pool. What it throws goes to
    /// <paramref name="onError"/>; the watch goes on.</param>
    /// <param name="onError">Called with what a callback threw, or with the failure that ended the watch.</param>
    /// <returns>Ends the watch when disposed.</returns>
    public IDisposable Subscribe(Action<KvChange> onChange, Action<Exception>? onError = null)
    {
        ArgumentNullException.ThrowIfNull(onChange);
        return _documents.Subscribe(
            change =>
            {
                if (change.Key == Key)
                {
                    onChange(change);
                }
            },
            onError);
    }
}
