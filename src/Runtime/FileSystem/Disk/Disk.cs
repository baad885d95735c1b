namespace Ledgerline.FileSystem;

/// <summary>
/// The file system as the file driver sees it: the few calls that it is built on, each of which reports its failure.
/// A simulated disk can take its place. Failures are <see cref="StorageException"/>.
/// </summary>
internal abstract class Disk
{
    /// <summary>
    /// This platform's, for what is below a root. No link is followed there, whenever it was put there: a path behind one is a
    /// <see cref="StorageException"/> to every member, but for what is said of the link itself. The root and what is above
    /// it may be links.
    /// </summary>
    /// <param name="root">The root's full path. It need not exist.</param>
    /// <exception cref="PlatformNotSupportedException">The platform's calls have not been written yet.</exception>
    public static Disk At(string root) => OperatingSystem.IsLinux()
        ? new LinuxDisk(root)
        : throw new PlatformNotSupportedException("FileSystemDriver runs on Linux. Use MemoryDriver here, or run on Linux (WSL or a container included).");

    /// <summary>Now, by the clock that stamps the files, in nanoseconds since 1970-01-01 UTC.</summary>
    public virtual long Now => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>
    /// Opens a file; null where it, or its directory, does not exist (never for <see cref="DiskOpen.CreateNew"/>). What is no
    /// regular file is refused, at once.
    /// </summary>
    public abstract DiskFile? Open(string path, DiskOpen how);

    /// <summary>
    /// Opens a directory, for its status and owner; null where it does not exist. As long as it is open, no other directory
    /// has its identity.
    /// </summary>
    public abstract DiskFile? OpenDirectory(string path);

    /// <summary>What stands at a path; null where nothing does. Of a link it is the link's, which is of no kind that data have.</summary>
    public abstract FileStatus? Status(string path);

    /// <summary>
    /// The same, faster where a file is still what stands there: whoever opened it knows already that it is below the root.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="expected">The file that was opened or looked at there; null where there was none.</param>
    public virtual FileStatus? Status(string path, FileIdentity? expected) => Status(path);

    /// <summary>Moves a file over another one, or a directory to where nothing stands, in one step. Nothing but a file is replaced.</summary>
    public abstract void Rename(string source, string target);

    /// <summary>Deletes a file; of a link the link, never what it leads to.</summary>
    /// <returns>Whether there was one.</returns>
    public abstract bool Delete(string path);

    /// <summary>Makes a directory in one that exists.</summary>
    /// <returns>Whether it was made by this call.</returns>
    public abstract bool CreateDirectory(string path);

    /// <summary>Puts the names in a directory on stable storage.</summary>
    public abstract void FlushDirectory(string path);

    /// <summary>
    /// Does two long pieces of work on files, at the same time where the disk allows it. Returns when both have ended.
    /// </summary>
    /// <exception cref="StorageException">One of them failed; the first one's failure counts.</exception>
    public virtual void Both(Action first, Action second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        first();
        second();
    }

    /// <summary>
    /// Puts the content of several files on stable storage, at the same time where the disk allows it: a file system then
    /// needs fewer commits of its journal than there are files.
    /// </summary>
    /// <returns>For each file what its flush failed with; null where it did not.</returns>
    public virtual Exception?[] FlushAll(IReadOnlyList<DiskFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var failures = new Exception?[files.Count];
        for (int i = 0; i < failures.Length; i++)
        {
            failures[i] = TryFlush(files[i]);
        }

        return failures;
    }

    /// <summary>
    /// Closes a file whose name leads elsewhere now. Its content may go with it, which takes long for a large one: where
    /// the disk allows it, the caller does not wait for that.
    /// </summary>
    /// <param name="file">The file; nobody uses it after this.</param>
    /// <param name="length">How long it is, in bytes.</param>
    public virtual void Release(DiskFile file, long length)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Dispose();
    }

    /// <summary>Removes a directory that is empty.</summary>
    /// <returns>False where there is something in it; true where it is gone, also where there was none.</returns>
    public abstract bool TryRemoveDirectory(string path);

    /// <summary>
    /// What is in a directory, in no order; null where it does not exist. It is read while it is enumerated: what is made
    /// or removed meanwhile may be among it or not. Names that are not valid UTF-8 are not among it: no path leads there.
    /// </summary>
    public abstract IEnumerable<DirectoryEntry>? List(string path);

    /// <summary>Gives what <see cref="List"/> leaves out of a directory, because its name is no text, names that it tells.</summary>
    /// <returns>Whether there was such.</returns>
    public virtual bool RenameUnlisted(string path) => false;

    /// <summary>
    /// Begins to take the system's notifications; null where there are none to be had, now (a limit) or ever. They only
    /// save time: whoever relies on them looks by himself too, now and then.
    /// </summary>
    /// <param name="target">Told of changes.</param>
    public abstract DirectoryNotifier? TryOpenNotifier(INotificationTarget target);

    /// <returns>What the flush failed with; null where it did not.</returns>
    protected static Exception? TryFlush(DiskFile file)
    {
        try
        {
            file.Flush();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
}
