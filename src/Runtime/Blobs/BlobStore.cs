using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>
/// A project's files: bytes at paths, replaced whole. A cheap handle; safe to call from any thread and beside other
/// processes that use the same files.
/// </summary>
/// <remarks>
/// <para>
/// Paths are relative and <c>/</c>-separated; <see cref="BlobPath"/> is the rule, and what breaks it is an
/// <see cref="ArgumentException"/> in every member. A path may lead to a blob or lie above others, as a file system has
/// it: where <c>a</c> is stored <c>a/b</c> cannot be, nor the other way round. Directories are made and removed with the
/// blobs in them. What stands in a project and is no blob (a link, a name that begins with a dot) is never listed.
/// </para>
/// <para>
/// Every member throws <see cref="ProjectNotFoundException"/> where the project does not exist,
/// <see cref="StorageException"/> where the storage refuses, and <see cref="ObjectDisposedException"/> once the driver is
/// disposed.
/// </para>
/// </remarks>
public sealed class BlobStore
{
    private static readonly TimeSpan DefaultDebounce = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestDebounce = TimeSpan.FromDays(1);

    private readonly IBlobStore _store;

    internal BlobStore(IBlobStore store) => _store = store;

    /// <summary>Whether a blob is stored at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Counts until the look begins.</param>
    public ValueTask<bool> ExistsAsync(string path, CancellationToken cancellationToken = default)
    {
        BlobPath.ThrowIfInvalid(path);
        return _store.ExistsAsync(path, cancellationToken);
    }

    /// <summary>What is known of a blob without reading it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null where no blob is stored at the path.</returns>
    public ValueTask<BlobInfo?> StatAsync(string path, CancellationToken cancellationToken = default)
    {
        BlobPath.ThrowIfInvalid(path);
        return _store.StatAsync(path, cancellationToken);
    }

    /// <summary>Opens a blob, or a part of it, to be read: one version to the end, whatever happens to the blob meanwhile.</summary>
    /// <param name="path">The path.</param>
    /// <param name="offset">Where the part begins, in bytes; at or behind the end there is nothing to read.</param>
    /// <param name="length">How long it is, in bytes, at most; null for all that follows.</param>
    /// <param name="cancellationToken">Counts until it is open.</param>
    /// <returns>Null where no blob is stored at the path.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The offset or the length is negative.</exception>
    public async ValueTask<BlobReadStream?> OpenReadAsync(
        string path, long offset = 0, long? length = null, CancellationToken cancellationToken = default)
    {
        BlobPath.ThrowIfInvalid(path);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length ?? 0, nameof(length));
        IBlobReader? reader = await _store.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        return reader is null ? null : new BlobReadStream(reader, _store.Describe(path), offset, length);
    }

    /// <summary>A blob's bytes, of one version.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>Null where no blob is stored at the path.</returns>
    /// <exception cref="StorageException">It is longer than an array can be (2 GiB): <see cref="OpenReadAsync"/> reads it.</exception>
    public async ValueTask<byte[]?> ReadAllBytesAsync(string path, CancellationToken cancellationToken = default)
    {
        BlobReadStream? stream = await OpenReadAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (stream is null)
        {
            return null;
        }

        await using (stream.ConfigureAwait(false))
        {
            if (stream.Length > Array.MaxLength)
            {
                throw new StorageException(
                    "read at once", _store.Describe(path), $"it has {stream.Length} bytes and an array has at most {Array.MaxLength}",
                    "Read it as a stream with OpenReadAsync.");
            }

            byte[] bytes = GC.AllocateUninitializedArray<byte>((int)stream.Length);
            await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes;
        }
    }

    /// <summary>A blob as text: UTF-8; a byte order mark is skipped, and bytes that are not UTF-8 are an error, never replaced.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>Null where no blob is stored at the path.</returns>
    /// <exception cref="StorageException">It is not UTF-8; the message tells the offset. Or it is longer than 2 GiB.</exception>
    public async ValueTask<string?> ReadAllTextAsync(string path, CancellationToken cancellationToken = default) =>
        await ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false) is { } bytes
            ? BlobText.Decode(bytes, _store.Describe(path))
            : null;

    /// <summary>
    /// Writes a blob from a stream, in constant memory: all of it replaces what was stored, in one step, or nothing does.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="content">Read from where it is to its end; it stays open. What it throws comes back and leaves nothing.</param>
    /// <param name="condition">
    /// What must be stored before; the default is whatever is stored. A condition that does not hold at the beginning is told
    /// at once, and the stream is not read.
    /// </param>
    /// <param name="durability">What the acknowledgement means; null for the driver's setting.</param>
    /// <param name="cancellationToken">Counts until the new content takes its place; after that the write completes.</param>
    public ValueTask<BlobWriteResult> WriteAsync(
        string path,
        Stream content,
        PutCondition condition = default,
        Durability? durability = null,
        CancellationToken cancellationToken = default)
    {
        BlobPath.ThrowIfInvalid(path);
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanRead)
        {
            throw new ArgumentException("The stream cannot be read: it is closed or for writing only.", nameof(content));
        }

        return _store.WriteAsync(path, content, condition, durability, cancellationToken);
    }

    /// <summary>Writes a blob from bytes: all of them replace what was stored, in one step, or nothing does.</summary>
    /// <param name="path">The path.</param>
    /// <param name="content">The bytes, which must stay as they are until the call completes.</param>
    /// <param name="condition">What must be stored before; the default is whatever is stored.</param>
    /// <param name="durability">What the acknowledgement means; null for the driver's setting.</param>
    /// <param name="cancellationToken">Counts until the new content takes its place; after that the write completes.</param>
    public ValueTask<BlobWriteResult> WriteAsync(
        string path,
        ReadOnlyMemory<byte> content,
        PutCondition condition = default,
        Durability? durability = null,
        CancellationToken cancellationToken = default)
    {
        BlobPath.ThrowIfInvalid(path);
        return _store.WriteAsync(path, content, condition, durability, cancellationToken);
    }

    /// <summary>Writes a blob from text, as UTF-8 without a byte order mark.</summary>
    /// <param name="path">The path.</param>
    /// <param name="content">The text.</param>
    /// <param name="condition">What must be stored before; the default is whatever is stored.</param>
    /// <param name="durability">What the acknowledgement means; null for the driver's setting.</param>
    /// <param name="cancellationToken">Counts until the new content takes its place; after that the write completes.</param>
    /// <exception cref="ArgumentException">The text holds half a surrogate pair, which UTF-8 cannot say.</exception>
    public ValueTask<BlobWriteResult> WriteAsync(
        string path,
        string content,
        PutCondition condition = default,
        Durability? durability = null,
        CancellationToken cancellationToken = default)
    {
        BlobPath.ThrowIfInvalid(path);
        ArgumentNullException.ThrowIfNull(content);
        return _store.WriteAsync(path, BlobText.Encode(content), condition, durability, cancellationToken);
    }

    /// <summary>Deletes a blob durably, and with it the directories above that it leaves empty.</summary>
    /// <param name="path">The path.</param>
    /// <param name="etag">Where set, only this version.</param>
    /// <param name="cancellationToken">Counts until the deletion begins.</param>
    /// <exception cref="ArgumentException">The path breaks the rule, or the ETag is empty.</exception>
    public ValueTask<BlobDeleteResult> DeleteAsync(
        string path, string? etag = null, CancellationToken cancellationToken = default)
    {
        BlobPath.ThrowIfInvalid(path);
        if (etag is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(etag);
        }

        return _store.DeleteAsync(path, etag, cancellationToken);
    }

    /// <summary>
    /// The paths of the blobs, in no particular order, found while they are enumerated and in constant memory: what is
    /// written or deleted meanwhile may be among them or not, all else is, once.
    /// </summary>
    /// <param name="prefix">
    /// Only paths that begin with it, in ordinal comparison: <c>app/</c> is a directory, <c>app/ma</c> a part of one. Null for
    /// all.
    /// </param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="ArgumentException">No valid path begins so.</exception>
    public IAsyncEnumerable<string> ListAsync(string? prefix = null, CancellationToken cancellationToken = default)
    {
        BlobPath.ThrowIfInvalidPrefix(prefix);
        return _store.ListAsync(prefix ?? "", cancellationToken);
    }

    /// <summary>
    /// Writes and deletions from the first <c>MoveNextAsync</c> on, by this process, by others and by hand, also before the
    /// directory exists. Each path is told once it has been quiet for a time, with what has become of it: written, or
    /// deleted; a blob that came and went meanwhile is not told at all. The last change is never lost. Memory is in
    /// proportion to the number of blobs watched.
    /// </summary>
    /// <param name="prefix">Only paths that begin with it, in ordinal comparison; null for all.</param>
    /// <param name="debounce">
    /// How long a path must be quiet before its change is told, from <see cref="TimeSpan.Zero"/>, at once, to a day; null for
    /// 250 ms.
    /// </param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="ArgumentException">No valid path begins so, or the time is out of range.</exception>
    public IAsyncEnumerable<BlobChange> WatchAsync(
        string? prefix = null, TimeSpan? debounce = null, CancellationToken cancellationToken = default)
    {
        BlobPath.ThrowIfInvalidPrefix(prefix);
        return ChangesAsync(prefix ?? "", Checked(debounce), cancellationToken);
    }

    /// <summary>The callback form of <see cref="WatchAsync"/>, from the return of this call on.</summary>
    /// <param name="onChange">Called for each change, one at a time, on the thread pool. What it throws goes to
    /// <paramref name="onError"/>; the watch goes on.</param>
    /// <param name="prefix">Only paths that begin with it, in ordinal comparison; null for all.</param>
    /// <param name="debounce">How long a path must be quiet before its change is told; null for 250 ms.</param>
    /// <param name="onError">Called with what a callback threw, or with the failure that ended the watch.</param>
    /// <returns>Ends the watch when disposed.</returns>
    /// <exception cref="ArgumentException">No valid path begins so, or the time is out of range.</exception>
    public IDisposable Subscribe(
        Action<BlobChange> onChange, string? prefix = null, TimeSpan? debounce = null, Action<Exception>? onError = null)
    {
        ArgumentNullException.ThrowIfNull(onChange);
        BlobPath.ThrowIfInvalidPrefix(prefix);
        IBlobWatch watch = _store.OpenWatch(prefix ?? "", Checked(debounce));
        CallbackSubscription.StartOrDispose(watch, watch.Start);
        return new CallbackSubscription(watch, watch.MoveNextAsync, () => onChange(watch.Current), onError, null);
    }

    private static TimeSpan Checked(TimeSpan? debounce)
    {
        TimeSpan time = debounce ?? DefaultDebounce;
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, nameof(debounce));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, LongestDebounce, nameof(debounce));
        return time;
    }

    private async IAsyncEnumerable<BlobChange> ChangesAsync(
        string prefix, TimeSpan debounce, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using IBlobWatch watch = _store.OpenWatch(prefix, debounce);
        while (await watch.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return watch.Current;
        }
    }
}
