namespace Ledgerline.FileSystem;

/// <summary>
/// A blob that is being written, under a name of its own. Its writer holds a lock on it for as long as it lives, so that
/// whoever finds one that nobody holds may remove it.
/// </summary>
/// <remarks>
/// The lock is the gate's and not flock's: .NET takes flock for every file that it opens, and would be refused what has
/// just taken its place and is about to be closed.
/// </remarks>
internal sealed class BlobTemporary : IDisposable
{
    private readonly Disk _disk;
    private bool _isGone;

    private BlobTemporary(Disk disk, DiskFile file)
    {
        _disk = disk;
        File = file;
    }

    /// <summary>The file.</summary>
    public DiskFile File { get; }

    /// <summary>Whether its name still leads to it: it does not where the project was deleted meanwhile.</summary>
    public bool IsThere => _disk.Status(File.Path)?.Identity == File.Status().Identity;

    /// <summary>Makes one; null where its directory does not exist.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="directory">The directory.</param>
    public static BlobTemporary? TryCreate(Disk disk, string directory)
    {
        while (true)
        {
            string path = Path.Combine(directory, Guid.NewGuid().ToString("N") + Replacement.Suffix);
            if (disk.Open(path, DiskOpen.Create) is not { } file)
            {
                return null;
            }

            var temporary = new BlobTemporary(disk, file);
            try
            {
                // A sweeper may have found it before it was locked: then it holds the lock, or has removed the name.
                if (file.TryEnterGate() && temporary.IsThere)
                {
                    return temporary;
                }
            }
            catch
            {
                temporary.Dispose();
                throw;
            }

            temporary.Dispose();
        }
    }

    /// <summary>Removes a temporary that nobody writes to.</summary>
    public static void RemoveIfOrphaned(Disk disk, string path)
    {
        if (disk.Status(path) is not { Kind: FileKind.File } || disk.Open(path, DiskOpen.ReadWrite) is not { } file)
        {
            return;
        }

        using (file)
        {
            if (file.TryEnterGate())
            {
                disk.Delete(path);
            }
        }
    }

    /// <summary>Puts it in its place, in one step.</summary>
    public void MoveTo(string path)
    {
        _disk.Rename(File.Path, path);
        _isGone = true;
    }

    /// <summary>Closes it, and removes it where it was not put in its place.</summary>
    public void Dispose()
    {
        try
        {
            if (!_isGone)
            {
                _isGone = true;
                _disk.Delete(File.Path);
            }
        }
        catch (StorageException)
        {
            // The failure to tell of is the one that led here; the next sweep removes it.
        }
        finally
        {
            File.Dispose();
        }
    }
}
