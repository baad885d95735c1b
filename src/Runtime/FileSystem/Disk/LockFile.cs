using System.Buffers.Binary;

namespace Ledgerline.FileSystem;

/// <summary>
/// The lock between processes that writers of one log, or of one directory of documents, hold in turn; and the epoch
/// in it, which is raised before anything that readers may have seen is cut. Not reentrant; in a process its owner
/// lets one thread in at a time.
/// </summary>
/// <remarks>
/// Turns are fair: who waits stands in a gate, and who releases may not pass a taken gate. So a process that appends
/// without pause lets a waiting one in after at most one write, which then finds the lock within a millisecond.
/// </remarks>
/// <param name="disk">The disk.</param>
/// <param name="path">The lock file, which is made where it does not exist and never removed.</param>
/// <param name="companion">The file whose owner and permissions a new lock file takes over, where there is one.</param>
internal sealed class LockFile(Disk disk, string path, string companion) : IDisposable
{
    private const int EpochSize = 8;
    private const int SpinsBeforeSleep = 20;

    private DiskFile? _file;
    private FileIdentity _identity;

    /// <summary>Takes the lock if nobody has it or waits for it.</summary>
    /// <returns>Whether it was taken; false also where the directory does not exist.</returns>
    public bool TryAcquire()
    {
        DiskFile? file = Opened();
        if (file is null || file.IsGateTaken() || !file.TryLock())
        {
            return false;
        }

        return IsStillThere(file);
    }

    /// <summary>Waits for the lock.</summary>
    /// <returns>Whether it was taken; false only where the directory does not exist.</returns>
    public bool Acquire(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryAcquire())
            {
                return true;
            }

            if (Opened() is not { } file)
            {
                return false;
            }

            if (Wait(file, cancellationToken) && IsStillThere(file))
            {
                return true;
            }
        }
    }

    /// <summary>Releases the lock.</summary>
    public void Release() => _file?.Unlock();

    /// <summary>The epoch; 0 where none was ever written.</summary>
    public long Epoch => _file is null ? 0 : ReadEpoch(_file);

    /// <summary>Tells readers that what they have seen may be gone. Under the lock.</summary>
    public void RaiseEpoch() => WriteEpoch(_file!, Epoch + 2);

    /// <summary>
    /// Whether a flush has failed since the files were last written anew: an odd epoch says so to every process. What
    /// they then read may never have reached the disk, and another flush would report success all the same.
    /// </summary>
    public bool IsFlushOwed => (Epoch & 1) != 0;

    /// <summary>Notes that a flush has failed. Under the lock.</summary>
    public void OweFlush() => WriteEpoch(_file!, (Epoch + 2) | 1);

    /// <summary>Notes that everything was written anew and flushed. Under the lock.</summary>
    public void SettleFlush() => WriteEpoch(_file!, (Epoch | 1) + 1);

    /// <summary>Reads an epoch from a lock file.</summary>
    public static long ReadEpoch(DiskFile file)
    {
        Span<byte> bytes = stackalloc byte[EpochSize];
        return file.Read(bytes, 0) == EpochSize ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private static void WriteEpoch(DiskFile file, long epoch)
    {
        Span<byte> bytes = stackalloc byte[EpochSize];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, epoch);
        file.Write(bytes, 0);
    }

    private DiskFile? Opened()
    {
        if (_file is not null)
        {
            return _file;
        }

        _file = disk.Open(path, DiskOpen.ReadWrite);
        if (_file is null && disk.Open(path, DiskOpen.Create) is { } created)
        {
            if (disk.Status(companion) is { IsDirectory: false } status)
            {
                created.SetOwner(status.Owner);
            }

            _file = created;
        }

        if (_file is not null)
        {
            _identity = _file.Status().Identity;
        }

        return _file;
    }

    /// <summary>Stands in the gate until the lock is free. Sleeps a millisecond at the longest, so that turns stay short.</summary>
    private static bool Wait(DiskFile file, CancellationToken cancellationToken)
    {
        for (int spin = 0; !file.TryEnterGate(); spin++)
        {
            Pause(spin, cancellationToken);
        }

        try
        {
            for (int spin = 0; !file.TryLock(); spin++)
            {
                Pause(spin, cancellationToken);
            }

            return true;
        }
        finally
        {
            file.LeaveGate();
        }
    }

    private static void Pause(int spin, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (spin < SpinsBeforeSleep)
        {
            Thread.Yield();
        }
        else
        {
            Thread.Sleep(1);
        }
    }

    /// <summary>A lock on a file that was replaced or removed meanwhile locks nobody out.</summary>
    private bool IsStillThere(DiskFile file)
    {
        try
        {
            if (disk.Status(path) is { } status && status.Identity == _identity)
            {
                if (status.Length < EpochSize)
                {
                    // From the beginning, so that raising it needs no room on a disk that is full.
                    WriteEpoch(file, 0);
                }

                return true;
            }
        }
        catch
        {
            // Who is told that the lock was not taken will not release it.
            file.Unlock();
            throw;
        }

        Dispose();
        file.Dispose();
        return false;
    }
}
