namespace Ledgerline.Drivers;

/// <summary>A set of documents as bytes. Keys given to it have been checked by <see cref="StorageName"/>. Safe to call from any thread.</summary>
public interface IDocumentStore
{
    /// <summary>The keys that begin with a prefix, in ordinal order.</summary>
    IAsyncEnumerable<string> ListAsync(string? prefix, CancellationToken cancellationToken);

    /// <summary>A document's bytes and their ETag, from one read; null where there is none.</summary>
    ValueTask<StoredDocument?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>Replaces a document atomically where the condition holds.</summary>
    ValueTask<KvPutResult> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition, Durability? durability, CancellationToken cancellationToken);

    /// <summary>Deletes a document, where <paramref name="etag"/> is set only that version of it.</summary>
    ValueTask<KvDeleteResult> DeleteAsync(string key, string? etag, CancellationToken cancellationToken);

    /// <summary>Reads, changes and writes a document while nobody else can write it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="change">From the current document, or null, to the new content. Runs once.</param>
    /// <param name="durability">What the acknowledgement means; null for the driver's setting.</param>
    /// <param name="cancellationToken">Counts until the write begins.</param>
    /// <returns>The new ETag.</returns>
    ValueTask<string> UpdateAsync(
        string key, Func<StoredDocument?, ReadOnlyMemory<byte>> change, Durability? durability, CancellationToken cancellationToken);

    /// <summary>
    /// Watches from this call on, or, where the driver asks a server, from <see cref="IDocumentWatch.Start"/> or the first
    /// move on. Changes to one key that follow each other closely may be one; the last is never lost.
    /// </summary>
    IDocumentWatch OpenWatch();

    /// <summary>The file, or the driver's name, of a document, for messages.</summary>
    string Describe(string key);
}
