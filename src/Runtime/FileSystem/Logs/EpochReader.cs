namespace Ledgerline.FileSystem;

/// <summary>Reads a log's epoch for somebody who takes no lock, from a lock file that it opens once there is one.</summary>
internal sealed class EpochReader(Disk disk, LogPaths paths) : IDisposable
{
    private DiskFile? _lockFile;

    /// <summary>The epoch now; 0 where nobody has locked the log yet.</summary>
    public long Read()
    {
        _lockFile ??= disk.Open(paths.Lock, DiskOpen.Read);
        return _lockFile is null ? 0 : LockFile.ReadEpoch(_lockFile);
    }

    public void Dispose() => _lockFile?.Dispose();
}
