namespace Ledgerline.FileSystem;

/// <summary>
/// A file that is written beside another and takes its place in one step: temporary file, flush, rename, directory
/// flush. Until <see cref="Commit"/> nothing has happened; disposing without it removes the temporary file. Under the
/// target's lock: what a writer that died has left is removed by the next one.
/// </summary>
internal sealed class Replacement : IDisposable
{
    /// <summary>What the name of every file that is being written ends with.</summary>
    public const string Suffix = ".tmp";

    private readonly Disk _disk;
    private readonly string _target;
    private readonly string _temporary;
    private bool _done;

    /// <param name="disk">The disk.</param>
    /// <param name="target">The path to replace.</param>
    /// <param name="owner">Whom the new file shall belong to; null leaves it to the user and the umask.</param>
    /// <param name="beside">Whose temporary name to use; null for the target's own.</param>
    public Replacement(Disk disk, string target, FileOwner? owner, string? beside = null)
    {
        _disk = disk;
        _target = target;
        _temporary = (beside ?? target) + Suffix;
        File = Create(disk, _temporary);
        if (owner is not { } value)
        {
            return;
        }

        try
        {
            File.SetOwner(value);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The file being written.</summary>
    public DiskFile File { get; }

    /// <summary>Puts the file in place of the target.</summary>
    /// <param name="flush">Whether it must survive a crash of the machine.</param>
    public void Commit(bool flush)
    {
        if (flush)
        {
            File.Flush();
        }

        _disk.Rename(_temporary, _target);
        _done = true;
        if (flush)
        {
            _disk.FlushDirectory(Path.GetDirectoryName(_target)!);
        }
    }

    /// <summary>Makes the temporary file, in the place of one that a writer left that died.</summary>
    private static DiskFile Create(Disk disk, string temporary)
    {
        try
        {
            return disk.Open(temporary, DiskOpen.CreateNew)!;
        }
        catch (StorageException) when (disk.Delete(temporary))
        {
            return disk.Open(temporary, DiskOpen.CreateNew)!;
        }
    }

    public void Dispose()
    {
        File.Dispose();
        if (!_done)
        {
            _done = true;
            try
            {
                _disk.Delete(_temporary);
            }
            catch (StorageException)
            {
                // The failure to tell of is the one that led here; the next writer removes it.
            }
        }
    }
}
