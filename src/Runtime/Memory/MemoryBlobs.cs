using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline.Memory;

/// <summary>A project's blobs: written under one lock, read from an immutable state without one.</summary>
/// <param name="projectId">The project's id.</param>
/// <param name="clock">Stamps the versions.</param>
/// <param name="throwIfUnusable">Throws where the driver is disposed or the project does not exist.</param>
internal sealed class MemoryBlobs(string projectId, TimeProvider clock, Action throwIfUnusable) : IBlobStore
{
    private const int FirstRead = 64 << 10;

    private static long s_versions;

    private readonly MemoryGate _gate = new(throwIfUnusable);
    private readonly HashSet<MemoryBlobWatch> _watches = [];

    /// <summary>How many blobs there are below each path, as a file system has directories.</summary>
    private readonly Dictionary<string, int> _below = new(StringComparer.Ordinal);

    /// <summary>How often the project was deleted: what began to be written before goes with it.</summary>
    private volatile int _lives;
    private volatile ImmutableDictionary<string, MemoryBlob> _blobs =
        ImmutableDictionary.Create<string, MemoryBlob>(StringComparer.Ordinal);

    public ValueTask<bool> ExistsAsync(string path, CancellationToken cancellationToken) =>
        MemoryGate.Run(() => Find(path) is not null, cancellationToken);

    public ValueTask<BlobInfo?> StatAsync(string path, CancellationToken cancellationToken) =>
        MemoryGate.Run(() => Find(path)?.Info, cancellationToken);

    public ValueTask<IBlobReader?> OpenReadAsync(string path, CancellationToken cancellationToken) =>
        MemoryGate.Run<IBlobReader?>(() => Find(path), cancellationToken);

    public async ValueTask<BlobWriteResult> WriteAsync(
        string path, Stream content, PutCondition condition, Durability? durability, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Refusal(path, condition) is { } conflict)
        {
            return conflict;
        }

        int life = _lives;
        byte[] bytes = await ReadAsync(path, content, cancellationToken).ConfigureAwait(false);
        return await StoreAsync(path, bytes, condition, life, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<BlobWriteResult> WriteAsync(
        string path, ReadOnlyMemory<byte> content, PutCondition condition, Durability? durability, CancellationToken cancellationToken) =>
        StoreAsync(path, content.ToArray(), condition, _lives, cancellationToken);

    public ValueTask<BlobDeleteResult> DeleteAsync(string path, string? etag, CancellationToken cancellationToken) =>
        _gate.Write<BlobDeleteResult>(
            () =>
            {
                if (!_blobs.TryGetValue(path, out MemoryBlob? current))
                {
                    return new BlobDeleteResult.NotFound();
                }

                if (etag is not null && etag != current.Info.ETag)
                {
                    return new BlobDeleteResult.Conflict(current.Info.ETag);
                }

                _blobs = _blobs.Remove(path);
                Count(path, -1);
                Tell(path, wasThere: true, isThere: false);
                return new BlobDeleteResult.Deleted();
            },
            cancellationToken);

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _gate.ThrowIfUnusable();
        foreach (string path in _blobs.Keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield return path;
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    public IBlobWatch OpenWatch(string prefix, TimeSpan debounce)
    {
        lock (_gate.Writes)
        {
            _gate.ThrowIfUnusable();
            var watch = new MemoryBlobWatch(prefix, debounce, clock, Forget);
            _watches.Add(watch);
            return watch;
        }
    }

    public string Describe(string path) => $"memory:{projectId}/{path}";

    /// <summary>Empties it and ends the watches: the project was deleted.</summary>
    public void Clear()
    {
        lock (_gate.Writes)
        {
            _lives++;
            _blobs = _blobs.Clear();
            _below.Clear();
            foreach (MemoryBlobWatch watch in _watches)
            {
                watch.End(tellsWhatItHas: false);
            }

            _watches.Clear();
        }
    }

    /// <summary>Ends the watches, once the driver is disposed.</summary>
    public void End()
    {
        lock (_gate.Writes)
        {
            foreach (MemoryBlobWatch watch in _watches)
            {
                watch.End(tellsWhatItHas: true);
            }
        }
    }

    private MemoryBlob? Find(string path)
    {
        _gate.ThrowIfUnusable();
        return _blobs.GetValueOrDefault(path);
    }

    /// <summary>What can be told before anything is read from a stream.</summary>
    private BlobWriteResult.Conflict? Refusal(string path, PutCondition condition)
    {
        string? current = Find(path)?.Info.ETag;
        return condition.Holds(current) ? null : new BlobWriteResult.Conflict(current);
    }

    private ValueTask<BlobWriteResult> StoreAsync(
        string path, byte[] content, PutCondition condition, int life, CancellationToken cancellationToken) =>
        _gate.Write<BlobWriteResult>(
            () =>
            {
                if (life != _lives)
                {
                    throw new ProjectNotFoundException(projectId, "memory");
                }

                if (Refusal(path, condition) is { } conflict)
                {
                    return conflict;
                }

                bool wasThere = _blobs.ContainsKey(path);
                if (!wasThere)
                {
                    ThrowIfTaken(path);
                    Count(path, 1);
                }

                string etag = Interlocked.Increment(ref s_versions).ToString("x", CultureInfo.InvariantCulture);
                _blobs = _blobs.SetItem(path, new(new(path, content.Length, clock.GetUtcNow(), etag), content));
                Tell(path, wasThere, isThere: true);
                return new BlobWriteResult.Stored(etag);
            },
            cancellationToken);

    private void ThrowIfTaken(string path)
    {
        if (_below.ContainsKey(path))
        {
            throw BlobRefusal.BlobsBelow(Describe(path), path);
        }

        foreach (string above in Above(path))
        {
            if (_blobs.ContainsKey(above))
            {
                throw BlobRefusal.BlobAbove(Describe(path), above);
            }
        }
    }

    private void Count(string path, int change)
    {
        foreach (string above in Above(path))
        {
            int count = _below.GetValueOrDefault(above) + change;
            if (count == 0)
            {
                _below.Remove(above);
            }
            else
            {
                _below[above] = count;
            }
        }
    }

    private static IEnumerable<string> Above(string path)
    {
        for (int at = path.IndexOf('/', StringComparison.Ordinal); at >= 0; at = path.IndexOf('/', at + 1))
        {
            yield return path[..at];
        }
    }

    private async Task<byte[]> ReadAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(FirstRead);
        int length = 0;
        while (await content.ReadAsync(bytes.AsMemory(length), cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            length += read;
            if (length == Array.MaxLength)
            {
                throw new StorageException(
                    "write", Describe(path), $"it is longer than an array can be, {Array.MaxLength} bytes", "Use the file driver for blobs of this size.");
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, 2L * length));
            }
        }

        Array.Resize(ref bytes, length);
        return bytes;
    }

    private void Forget(MemoryBlobWatch watch)
    {
        lock (_gate.Writes)
        {
            _watches.Remove(watch);
        }
    }

    private void Tell(string path, bool wasThere, bool isThere)
    {
        foreach (MemoryBlobWatch watch in _watches)
        {
            watch.Add(path, wasThere, isThere);
        }
    }
}
