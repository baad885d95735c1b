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
/// <param name="companion">The file whose owner and permissions a new lock file takes over, where there is one; otherwise it has those of any new file.</param>
internal sealed class LockFile(Disk disk, string path, string companion) : IDisposable
{
    private const int EpochSize = 8;
    private const int LogNumberShift = 32;
    private const int SpinsBeforeSleep = 20;

    private DiskFile? _file;
    private FileIdentity _identity;

    /// <summary>Opens the lock file, or makes it.</summary>
    /// <returns>Whether it is open; false where the directory does not exist.</returns>
    public bool TryOpen() => Opened() is not null;

    /// <summary>Done by whoever holds the lock first of all, in whichever process, before it is said to be in use.</summary>
    public Action? BeforeFirstUse { get; set; }

    /// <summary>Takes the lock if nobody has it or waits for it.</summary>
    /// <returns>Whether it was taken; false also where the directory does not exist.</returns>
    public bool TryAcquire()
    {
        try
        {
            DiskFile? file = Opened();
            return file is not null && !file.IsGateTaken() && file.TryLock() && IsStillThere(file);
        }
        catch
        {
            // Closing gives back whatever was taken: a failure between lock and use must lock nobody out.
            Dispose();
            throw;
        }
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

            try
            {
                Wait(file, cancellationToken);
                if (IsStillThere(file))
                {
                    return true;
                }
            }
            catch
            {
                Dispose();
                throw;
            }
        }
    }

    /// <summary>Releases the lock.</summary>
    public void Release()
    {
        try
        {
            _file?.Unlock();
        }
        catch (StorageException)
        {
            // What was done under the lock is done; closing the file releases it too.
            Dispose();
        }
    }

    /// <summary>The epoch; 0 where none was ever written. Negative where the log must be rewritten before it is appended to.</summary>
    public long Epoch => _file is null ? 0 : ReadEpoch(_file);

    /// <summary>Tells readers that what they have seen may be gone. Under the lock.</summary>
    public void RaiseEpoch() => WriteEpoch(_file!, Epoch + 1);

    /// <summary>The same, and that the log is deleted: what comes after it is another log.</summary>
    public void RaiseEpochForNextLog() =>
        WriteEpoch(_file!, ((LogNumber(Epoch) + 1) << LogNumberShift) | (Epoch & long.MinValue));

    /// <summary>How many logs were deleted here before an epoch: its upper half counts them, its lower one the cuts.</summary>
    public static long LogNumber(long epoch) => (epoch & long.MaxValue) >> LogNumberShift;

    /// <summary>
    /// The same, and tells the next writer, of whichever process, that a flush failed: what the log shows may not be
    /// on the disk. In the epoch's sign, because that needs no room.
    /// </summary>
    public void RaiseEpochForRewrite() => WriteEpoch(_file!, (Epoch + 1) | long.MinValue);

    /// <summary>Says that the log was rewritten since.</summary>
    public void EndRewrite() => WriteEpoch(_file!, Epoch & long.MaxValue);

    /// <summary>Notes a number of its owner's in place of an epoch, where no log is guarded. Under the lock.</summary>
    public void SetEpoch(long number) => WriteEpoch(_file!, number);

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
        file.ThrowIfLinked();
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

        _file = disk.Open(path, DiskOpen.ReadWrite) ?? disk.Open(path, DiskOpen.Create);
        if (_file is null && disk.Status(Path.GetDirectoryName(path)!) is { IsDirectory: true })
        {
            // Its directory was made meanwhile, or the file is a link that leads nowhere, where trying for ever is no help.
            _file = disk.Open(path, DiskOpen.Create) ?? throw LinuxError.Exception("make the lock", path, LinuxError.NotFound);
        }

        if (_file is not null)
        {
            _identity = _file.Status().Identity;
        }

        return _file;
    }

    /// <summary>Stands in the gate until the lock is free. Sleeps a millisecond at the longest, so that turns stay short.</summary>
    private static void Wait(DiskFile file, CancellationToken cancellationToken)
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
        if (disk.Status(path, _identity) is { } status && status.Identity == _identity)
        {
            if (status.Length < EpochSize)
            {
                BeforeFirstUse?.Invoke();
                TakeOwner(file);

                // From the beginning, so that raising it needs no room on a disk that is full.
                WriteEpoch(file, 0);
            }

            return true;
        }

        Dispose();
        return false;
    }

    /// <summary>A lock that only an administrator could open would lock out whoever the log belongs to.</summary>
    private void TakeOwner(DiskFile file)
    {
        if (disk.Status(companion) is { Kind: FileKind.File } status)
        {
            file.ThrowIfLinked();
            file.SetOwner(status.Owner);
        }
    }
}
