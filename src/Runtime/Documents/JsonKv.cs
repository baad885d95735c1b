using System.Runtime.CompilerServices;
using System.Text.Json;
using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>
/// Versioned JSON documents by key. A cheap handle; safe to call from any thread and beside other processes that use
/// the same documents.
/// </summary>
/// <typeparam name="T">The type of the documents.</typeparam>
/// <remarks>
/// Keys are 1-128 of <c>A-Z a-z 0-9 _ -</c>; anything else is an <see cref="ArgumentException"/>. ETags are opaque and
/// come from the content: two different contents never share one. A put replaces the whole document in one step, and
/// whoever reads gets one version of it. Writes to one document are done in the order in which they are called; those to
/// different documents that are called while others are being written share a flush. A get gives a value of its own each
/// time, and does not read a file again that has not changed. Every member throws
/// <see cref="ProjectNotFoundException"/> where the project does not exist, <see cref="StorageException"/> where the
/// storage refuses, and <see cref="ObjectDisposedException"/> once the driver is disposed.
/// </remarks>
public sealed class JsonKv<T>
{
    private readonly IDocumentStore _store;
    private readonly KvDefinition<T> _definition;
    private readonly PayloadCodec<T> _codec;

    internal JsonKv(IDocumentStore store, KvDefinition<T> definition)
    {
        _store = store;
        _definition = definition;
        _codec = definition.Codec;
    }

    /// <summary>The set's persisted name, or null for the set-less store.</summary>
    public string? Set => _definition.Set;

    /// <summary>The keys, in ordinal order.</summary>
    /// <param name="prefix">Only keys that begin with it; null for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public IAsyncEnumerable<string> ListAsync(string? prefix = null, CancellationToken cancellationToken = default) =>
        _store.ListAsync(prefix, cancellationToken);

    /// <summary>A document and its ETag, from one read.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Counts until the read begins.</param>
    /// <exception cref="DocumentCorruptException">What is stored is not JSON, or does not fit <typeparamref name="T"/>.</exception>
    public async ValueTask<KvGetResult<T>> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        ThrowIfInvalid(key);
        StoredDocument? stored = await _store.GetAsync(key, cancellationToken).ConfigureAwait(false);
        return Decode(key, stored);
    }

    /// <summary>Writes a document atomically where the condition holds.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The document.</param>
    /// <param name="condition">What must be stored before; the default is whatever is stored.</param>
    /// <param name="durability">What the acknowledgement means; null for the definition's setting, then the driver's.</param>
    /// <param name="cancellationToken">Counts until the put joins a write; after that it completes.</param>
    /// <exception cref="StorageException">
    /// It failed, and what was stored is as it was; or, as the message says, the last flush of many failed, and whether the
    /// new version survives a loss of power is unknown.
    /// </exception>
    public async ValueTask<KvPutResult> PutAsync(
        string key,
        T value,
        PutCondition condition = default,
        Durability? durability = null,
        CancellationToken cancellationToken = default)
    {
        ThrowIfInvalid(key);
        PayloadBuffer buffer = _codec.Rent();
        try
        {
            _codec.Encode(buffer, value);
            return await _store
                .PutAsync(key, buffer.Batch.Bytes, condition, Nearest(durability), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _codec.Return(buffer);
        }
    }

    /// <summary>Deletes a document durably.</summary>
    /// <param name="key">The key.</param>
    /// <param name="etag">Where set, only this version.</param>
    /// <param name="cancellationToken">Counts until the deletion begins.</param>
    public ValueTask<KvDeleteResult> DeleteAsync(
        string key, string? etag = null, CancellationToken cancellationToken = default)
    {
        ThrowIfInvalid(key);
        return _store.DeleteAsync(key, etag, cancellationToken);
    }

    /// <summary>
    /// Gets, changes and puts back a document, as often as others interfere: twice optimistically, then under the
    /// lock, so that it always ends.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="change">
    /// From what is stored to what shall be. Runs up to three times, so it must not have effects; it must not use the
    /// same documents.
    /// </param>
    /// <param name="durability">What the acknowledgement means; null for the definition's setting, then the driver's.</param>
    /// <param name="cancellationToken">Counts until the write begins.</param>
    /// <returns>The document as it is stored now.</returns>
    public async ValueTask<KvGetResult<T>.Found> UpdateAsync(
        string key,
        Func<KvGetResult<T>, T> change,
        Durability? durability = null,
        CancellationToken cancellationToken = default)
    {
        ThrowIfInvalid(key);
        ArgumentNullException.ThrowIfNull(change);
        for (int attempt = 0; attempt < 2; attempt++)
        {
            KvGetResult<T> current = await GetAsync(key, cancellationToken).ConfigureAwait(false);
            PutCondition unchanged = current is KvGetResult<T>.Found found
                ? PutCondition.IfMatch(found.ETag)
                : PutCondition.IfAbsent;
            T changed = change(current);
            KvPutResult put = await PutAsync(key, changed, unchanged, durability, cancellationToken).ConfigureAwait(false);
            if (put is KvPutResult.Stored stored)
            {
                return new(changed, stored.ETag);
            }
        }

        T value = default!;
        PayloadBuffer buffer = _codec.Rent();
        try
        {
            string etag = await _store.UpdateAsync(
                key,
                stored =>
                {
                    value = change(Decode(key, stored));
                    _codec.Encode(buffer, value);
                    return buffer.Batch.Bytes;
                },
                Nearest(durability),
                cancellationToken).ConfigureAwait(false);
            return new(value, etag);
        }
        finally
        {
            _codec.Return(buffer);
        }
    }

    /// <summary>
    /// Puts and deletes from the first <c>MoveNextAsync</c> on, by this process, by others and by hand, each once. Changes
    /// to one key that follow each other closely may come as one; the last is never lost. What others do and may be half of
    /// a save comes a little later: a file that is no JSON after half a second, a deletion after 50 milliseconds.
    /// </summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async IAsyncEnumerable<KvChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using IDocumentWatch watch = _store.OpenWatch();
        while (await watch.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return watch.Current;
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
        IDocumentWatch watch = _store.OpenWatch();
        CallbackSubscription.StartOrDispose(watch, watch.Start);
        return new CallbackSubscription(watch, watch.MoveNextAsync, () => onChange(watch.Current), onError, null);
    }

    private static void ThrowIfInvalid(string key) => StorageName.ThrowIfInvalid(key, "key");

    private Durability? Nearest(Durability? durability) => durability ?? _definition.Durability;

    private KvGetResult<T> Decode(string key, StoredDocument? stored)
    {
        if (stored is null)
        {
            return KvGetResult<T>.NotFound.Instance;
        }

        try
        {
            if (!stored.IsJson)
            {
                JsonText.ThrowIfInvalid(stored.Content.Span);
                stored.IsJson = true;
            }

            return new KvGetResult<T>.Found(_codec.DecodeDocument(stored.Content), stored.ETag);
        }
        catch (JsonException e)
        {
            throw new DocumentCorruptException(
                _store.Describe(key), key, e.LineNumber + 1, e.BytePositionInLine, e.Message, e);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new DocumentCorruptException(_store.Describe(key), key, null, null, e.Message, e);
        }
    }
}
