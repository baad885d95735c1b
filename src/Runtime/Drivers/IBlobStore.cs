namespace Ledgerline.Drivers;

/// <summary>
/// A project's blobs. Paths given to it have been checked by <see cref="BlobPath"/>, prefixes too; an empty prefix stands
/// before every path. Safe to call from any thread.
/// </summary>
public interface IBlobStore
{
    /// <summary>Whether a blob is stored at a path.</summary>
    ValueTask<bool> ExistsAsync(string path, CancellationToken cancellationToken);

    /// <summary>What is known of a blob; null where there is none.</summary>
    ValueTask<BlobInfo?> StatAsync(string path, CancellationToken cancellationToken);

    /// <summary>Opens the version that is stored now; null where there is none.</summary>
    ValueTask<IBlobReader?> OpenReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>Replaces a blob atomically with what a stream holds from where it is, where the condition holds.</summary>
    ValueTask<BlobWriteResult> WriteAsync(
        string path, Stream content, PutCondition condition, Durability? durability, CancellationToken cancellationToken);

    /// <summary>Replaces a blob atomically where the condition holds.</summary>
    ValueTask<BlobWriteResult> WriteAsync(
        string path, ReadOnlyMemory<byte> content, PutCondition condition, Durability? durability, CancellationToken cancellationToken);

    /// <summary>Deletes a blob, where <paramref name="etag"/> is set only that version of it.</summary>
    ValueTask<BlobDeleteResult> DeleteAsync(string path, string? etag, CancellationToken cancellationToken);

    /// <summary>The paths that begin with a prefix, in no particular order, in constant memory.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>
    /// Watches paths that begin with a prefix from this call on, or, where the driver asks a server, from
    /// <see cref="IBlobWatch.Start"/> or the first move on.
    /// </summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="debounce">How long a path must be quiet before its change is told.</param>
    IBlobWatch OpenWatch(string prefix, TimeSpan debounce);

    /// <summary>The file, or the driver's name, of a blob, for messages.</summary>
    string Describe(string path);
}
