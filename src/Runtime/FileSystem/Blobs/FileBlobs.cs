using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// A project's files. A blob is written under another name, without any lock that others wait for, and then takes its
/// place by a rename; comparing versions and renaming is done under one lock for the project's blobs.
/// </summary>
internal sealed class FileBlobs : IBlobStore, IAsyncDisposable
{
    /// <summary>Set-user-id and its like are not carried over to a new content.</summary>
    private const uint Permissions = 0b111_111_111;

    private readonly ProjectScope _scope;
    private readonly BlobsBeingWritten _beingWritten;
    private readonly BlobDirectories _directories;
    private readonly LockFile _lock;
    private readonly WriteTurn _turn;

    /// <summary>Blobs whose names were changed and could not be flushed. Under the lock.</summary>
    private readonly HashSet<string> _unflushed = new(StringComparer.Ordinal);

    /// <param name="scope">The project.</param>
    public FileBlobs(ProjectScope scope)
    {
        _scope = scope;
        _beingWritten = new BlobsBeingWritten(scope);
        _directories = new BlobDirectories(scope);
        _lock = new LockFile(scope.Root.Disk, Path.Combine(scope.MetaDirectory, ".blobs.lock"), scope.Directory);
        _turn = scope.NewTurn(_lock, scope.MetaDirectory);
    }

    /// <summary>Told the path of each blob that this process wrote or deleted.</summary>
    public event Action<string>? Written;

    /// <summary>Told to look whether the driver was disposed or the project deleted.</summary>
    public event Action? Woken;

    /// <summary>The driver's root.</summary>
    public DataRoot Root => _scope.Root;

    /// <summary>The project's directory, which the blobs stand in.</summary>
    public string Directory => _scope.Directory;

    /// <summary>Whether the driver was disposed and every change that had begun has ended.</summary>
    public bool IsClosed { get; private set; }

    private Disk Disk => Root.Disk;

    public ValueTask<bool> ExistsAsync(string path, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        return new(FindNow(path) is not null);
    }

    public async ValueTask<BlobInfo?> StatAsync(string path, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        return await BlobETag.OfAsync(Disk, () => FindNow(path), cancellationToken).ConfigureAwait(false) is var (status, etag)
            ? Info(path, status, etag)
            : null;
    }

    public async ValueTask<IBlobReader?> OpenReadAsync(string path, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);

        // A look before it is opened, because a directory is no failure but no blob.
        while (FindNow(path) is not null && Disk.Open(Describe(path), DiskOpen.Read) is { } file)
        {
            try
            {
                if (await BlobETag.OfAsync(Disk, () => BlobStatus.Of(Disk, file), cancellationToken).ConfigureAwait(false) is var (status, etag))
                {
                    return new FileBlobReader(file, Info(path, status, etag));
                }
            }
            catch
            {
                file.Dispose();
                throw;
            }

            // It was replaced or deleted meanwhile, which changes what is said of it.
            file.Dispose();
        }

        return null;
    }

    public ValueTask<BlobWriteResult> WriteAsync(
        string path, Stream content, PutCondition condition, Durability? durability, CancellationToken cancellationToken) =>
        WriteAsync(
            path,
            (file, willFlush) => BlobContent.FillAsync(file, content, willFlush, cancellationToken),
            condition,
            Root.MustFlush(durability),
            cancellationToken);

    public ValueTask<BlobWriteResult> WriteAsync(
        string path, ReadOnlyMemory<byte> content, PutCondition condition, Durability? durability, CancellationToken cancellationToken) =>
        WriteAsync(
            path,
            (file, willFlush) =>
            {
                BlobContent.Fill(file, content.Span, willFlush);
                return Task.CompletedTask;
            },
            condition,
            Root.MustFlush(durability),
            cancellationToken);

    public async ValueTask<BlobDeleteResult> DeleteAsync(string path, string? etag, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        BlobDeleteResult? result = null;
        for (bool isLast = false; result is null; isLast = true)
        {
            await RunAsync(() => result = Delete(path, etag, isLast), cancellationToken).ConfigureAwait(false);
            if (result is null)
            {
                await StatAsync(path, cancellationToken).ConfigureAwait(false);
            }
        }

        return result;
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (string path in BlobListing.List(Disk, Directory, prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Root.ThrowIfClosed();
            yield return path;
        }

        // Of a project that was deleted meanwhile, what was found is not all.
        _scope.ThrowIfMissing();
    }

    public IBlobWatch OpenWatch(string prefix, TimeSpan debounce)
    {
        Begin(CancellationToken.None);
        return new FileBlobWatch(this, prefix, debounce);
    }

    public string Describe(string path) => Path.Combine(Directory, path);

    /// <summary>Lets the change that has begun end, then ends the watches.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.DisposeAsync().ConfigureAwait(false);
        IsClosed = true;
        Wake();
    }

    /// <summary>Gives back what is held open of the project, which was deleted.</summary>
    public ValueTask ForgetAsync() => _turn.ForgetAsync();

    /// <summary>Wakes the watches, to find that they are at their end.</summary>
    public void Wake() => Woken?.Invoke();

    /// <summary>What a watch holds, to be told when the project is gone.</summary>
    public ProjectLifetime Follow() => _scope.Follow();

    private void Begin(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Root.ThrowIfClosed();
        _scope.ThrowIfMissing();
    }

    /// <summary>What the file system says of a blob; null where there is none.</summary>
    /// <exception cref="StorageException">A link or a device stands there.</exception>
    private FileStatus? Find(string path)
    {
        FileStatus? status = BlobStatus.Of(Disk, Describe(path));
        return status?.Kind switch
        {
            null or FileKind.Directory => null,
            FileKind.File => status,
            _ => throw new StorageException(
                "use", Describe(path), "it is a link or a device, and a blob is a file", "Remove it, or choose another path."),
        };
    }

    /// <summary>The same for whoever is told what was found, which tells nothing where the project was deleted meanwhile.</summary>
    private FileStatus? FindNow(string path)
    {
        FileStatus? status = Find(path);
        if (status is null)
        {
            _scope.ThrowIfMissing();
        }

        return status;
    }

    private static BlobInfo Info(string path, FileStatus status, string etag) => new(
        path,
        status.Length,
        DateTimeOffset.UnixEpoch.AddTicks(status.ModifiedNs / TimeSpan.NanosecondsPerTick),
        etag);

    private async ValueTask<BlobWriteResult> WriteAsync(
        string path,
        Func<DiskFile, bool, Task> fill,
        PutCondition condition,
        bool mustFlush,
        CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        return await Task.Run(
            async () =>
            {
                // What is certain to be refused is told before all of it is written.
                if (condition != PutCondition.Always
                    && (await StatAsync(path, cancellationToken).ConfigureAwait(false))?.ETag is var etag
                    && !condition.Holds(etag))
                {
                    return new BlobWriteResult.Conflict(etag);
                }

                _directories.ThrowIfTaken(path, Describe(path));
                using BlobTemporary temporary = _beingWritten.Begin();
                TakeOwner(temporary.File, Find(path));
                await fill(temporary.File, mustFlush).ConfigureAwait(false);
                if (mustFlush)
                {
                    temporary.File.Flush();
                }

                return await PlaceAsync(temporary, path, condition, mustFlush, cancellationToken).ConfigureAwait(false);
            },
            CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<BlobWriteResult> PlaceAsync(
        BlobTemporary temporary, string path, PutCondition condition, bool mustFlush, CancellationToken cancellationToken)
    {
        BlobWriteResult? result = null;
        for (bool isLast = false; result is null; isLast = true)
        {
            await RunAsync(() => result = Place(temporary, path, condition, mustFlush, isLast), cancellationToken).ConfigureAwait(false);
            if (result is null)
            {
                await StatAsync(path, cancellationToken).ConfigureAwait(false);
            }
        }

        return result;
    }

    /// <summary>Puts a blob that is written in its place, where the condition holds. Under the lock.</summary>
    /// <returns>Null where the version that stands there has no tag yet, and there is time to wait for it.</returns>
    private BlobWriteResult? Place(BlobTemporary temporary, string path, PutCondition condition, bool mustFlush, bool isLast)
    {
        Root.ThrowIfClosed();
        _scope.ThrowIfMissing();
        string place = Describe(path);
        if (!temporary.IsThere)
        {
            // Gone with the project that the write began in; another one has its id.
            throw _scope.NotFound();
        }

        FileStatus? current = Find(path);
        if (condition != PutCondition.Always)
        {
            string? etag = current is { } status ? BlobETag.TryOf(status, Disk.Now) : null;
            if (current is not null && etag is null)
            {
                return isLast ? new BlobWriteResult.Conflict(BlobETag.Once()) : null;
            }

            if (!condition.Holds(etag))
            {
                return new BlobWriteResult.Conflict(etag);
            }
        }

        if (current is null)
        {
            _directories.MakeRoom(path, place);
        }

        TakeOwner(temporary.File, current);
        try
        {
            temporary.File.SetModified(NextTime());
            temporary.MoveTo(place);
        }
        catch
        {
            _directories.Prune(place);
            throw;
        }

        Written?.Invoke(path);
        string stored = ETagOf(temporary.File);
        if (mustFlush)
        {
            // Under the lock: nobody removes the directory, or makes it anew, between looking for it and flushing it.
            FlushName(path);
        }

        return new BlobWriteResult.Stored(stored);
    }

    private BlobDeleteResult? Delete(string path, string? etag, bool isLast)
    {
        Root.ThrowIfClosed();
        _scope.ThrowIfMissing();
        if (Find(path) is not { } status)
        {
            if (_unflushed.Contains(path))
            {
                // An earlier deletion has failed behind its last step; this one says that it is done.
                FlushName(path);
            }

            return new BlobDeleteResult.NotFound();
        }

        if (etag is not null)
        {
            string? current = BlobETag.TryOf(status, Disk.Now);
            if (current != etag)
            {
                return current is null && !isLast ? null : new BlobDeleteResult.Conflict(current ?? BlobETag.Once());
            }
        }

        if (!Disk.Delete(Describe(path)))
        {
            return new BlobDeleteResult.NotFound();
        }

        _directories.Prune(Describe(path));
        Written?.Invoke(path);
        if (Root.MustFlush(null))
        {
            FlushName(path);
        }

        return new BlobDeleteResult.Deleted();
    }

    private void FlushName(string path)
    {
        _unflushed.Add(path);
        _directories.FlushName(Describe(path));
        _unflushed.Remove(path);
    }

    /// <summary>A replaced blob keeps its owner and permissions, and its new content is never open to more than the old one was.</summary>
    private static void TakeOwner(DiskFile file, FileStatus? replaced)
    {
        if (replaced is { Owner: var owner })
        {
            file.SetOwner(owner with { Permissions = owner.Permissions & Permissions });
        }
    }

    /// <summary>A time that no blob of the project was given before. Under the lock, which keeps the last one.</summary>
    private long NextTime()
    {
        const long Ahead = 60_000_000_000;
        long now = Disk.Now;
        long last = _lock.Epoch;

        // Where the clock was set back, a time far ahead is not gone on from.
        long next = last < now + Ahead ? Math.Max(now, last + 1) : now;
        _lock.SetEpoch(next);
        return next;
    }

    private string ETagOf(DiskFile file)
    {
        FileStatus status = file.Status();
        if (status.ModifiedNs == status.ChangedNs)
        {
            // By chance, and then it would be no proof against the next change.
            file.SetModified(NextTime());
            status = file.Status();
        }

        return BlobETag.TryOf(status, Disk.Now) ?? BlobETag.Once();
    }

    /// <summary>Runs a change alone: no other thread and no other process changes the project's blobs meanwhile.</summary>
    private async ValueTask RunAsync(Action change, CancellationToken cancellationToken)
    {
        bool isDone = await _turn.RunAsync(
            () =>
            {
                try
                {
                    change();
                }
                finally
                {
                    // A descriptor for each of very many projects would be too many; opening it again costs little beside a write.
                    _lock.Dispose();
                }
            },
            cancellationToken).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(!isDone, typeof(FileSystemDriver));
    }
}
