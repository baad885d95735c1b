using Microsoft.Win32.SafeHandles;

namespace Ledgerline.FileSystem;

/// <summary>An open file of a <see cref="Disk"/>. Positions are explicit; members are safe to call from any thread.</summary>
internal abstract class DiskFile(string path) : IDisposable
{
    /// <summary>The path that it was opened by.</summary>
    public string Path { get; } = path;

    /// <summary>Reads up to a buffer's length; fewer bytes only at the end of the file.</summary>
    /// <returns>The number of bytes read.</returns>
    public abstract int Read(Span<byte> buffer, long offset);

    /// <summary>Writes all bytes or throws; after an exception any part may have been written.</summary>
    public abstract void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Copies bytes from another file within the system, where that can be done.</summary>
    /// <returns>How many; 0 where it cannot, or at the end, or where it failed: copying by hand then tells why.</returns>
    public virtual long TryCopyFrom(SafeFileHandle source, long sourceOffset, long offset, long length) => 0;

    /// <summary>Copies bytes to another file within the system, where that can be done.</summary>
    /// <returns>How many; 0 where it cannot, or at the end, or where it failed: copying by hand then tells why.</returns>
    public virtual long TryCopyTo(SafeFileHandle target, long targetOffset, long offset, long length) => 0;

    /// <summary>Puts content and length on stable storage, or throws.</summary>
    public abstract void Flush();

    /// <summary>
    /// Says that a part will be written whole, so that its place can be chosen at once. Only advice: what does not fit is
    /// for the write to tell. The file's length stays.
    /// </summary>
    public virtual void Reserve(long offset, long length)
    {
    }

    /// <summary>
    /// Begins to put a part on stable storage, so that a later <see cref="Flush"/> has less left to do. Only advice: it
    /// promises nothing.
    /// </summary>
    public virtual void StartFlush(long offset, long length)
    {
    }

    /// <summary>
    /// Says that a part will hardly be read again, so that the memory that caches it can serve others. Only advice: whoever
    /// reads it all the same gets the same bytes, perhaps more slowly.
    /// </summary>
    public virtual void DropFromCache(long offset, long length)
    {
    }

    /// <summary>Cuts or extends the file.</summary>
    public abstract void SetLength(long length);

    /// <summary>What the file system says of this file now.</summary>
    public abstract FileStatus Status();

    /// <summary>Sets when the content is said to have been changed last.</summary>
    /// <param name="timeNs">In nanoseconds since 1970-01-01 UTC, as exact as the file system keeps it.</param>
    public abstract void SetModified(long timeNs);

    /// <summary>Gives the file an owner and permissions, as far as this user may.</summary>
    public abstract void SetOwner(FileOwner owner);

    /// <summary>Gives the file to a user and a group, as far as this user may; its permissions stay as the umask made them.</summary>
    public void GiveTo(FileOwner owner) => SetOwner(owner with { Permissions = Status().Owner.Permissions });

    /// <summary>
    /// Throws where the file has another name too, which somebody may have given it so that what is written here changes a
    /// file elsewhere.
    /// </summary>
    public void ThrowIfLinked()
    {
        if (Status().Links > 1)
        {
            throw new StorageException(
                "write to",
                Path,
                "it is a hard link: what is written to it would change another file, under another name",
                $"While nothing uses the root, put a copy in its place (cp -p '{Path}' '{Path}.copy' && mv '{Path}.copy' '{Path}'); back up by copying, not by linking.");
        }
    }

    /// <summary>Takes the lock between processes, without waiting. Held per open file, released by the process's death.</summary>
    public abstract bool TryLock();

    /// <summary>
    /// Takes the lock between processes beside others who take it by this, without waiting: it excludes only
    /// <see cref="TryLock"/>.
    /// </summary>
    public abstract bool TryLockShared();

    /// <summary>Releases the lock between processes.</summary>
    public abstract void Unlock();

    /// <summary>Takes the waiting place in front of the lock, without waiting: a second lock on the same file.</summary>
    public abstract bool TryEnterGate();

    /// <summary>Leaves the waiting place.</summary>
    public abstract void LeaveGate();

    /// <summary>Whether another open file is in the waiting place.</summary>
    public abstract bool IsGateTaken();

    public abstract void Dispose();
}
