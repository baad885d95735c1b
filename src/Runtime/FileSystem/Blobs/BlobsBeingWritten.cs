namespace Ledgerline.FileSystem;

/// <summary>
/// The directory of blobs that are being written: out of sight, on the file system that they will stand in, and under a
/// name that no document, set or log can have.
/// </summary>
/// <param name="scope">The project.</param>
internal sealed class BlobsBeingWritten(ProjectScope scope)
{
    private const long SweepPeriodMilliseconds = 10 * 60 * 1000;

    private readonly string _directory = Path.Combine(scope.MetaDirectory, ".incoming");
    private long _nextSweep;

    private Disk Disk => scope.Root.Disk;

    /// <summary>Begins one; a process's first removes what writers left that died.</summary>
    public BlobTemporary Begin()
    {
        long now = Environment.TickCount64;
        long due = Interlocked.Read(ref _nextSweep);
        if (now >= due && Interlocked.CompareExchange(ref _nextSweep, now + SweepPeriodMilliseconds, due) == due)
        {
            Sweep();
        }

        while (true)
        {
            if (BlobTemporary.TryCreate(Disk, _directory) is { } temporary)
            {
                return temporary;
            }

            scope.EnsureDirectory(_directory);
        }
    }

    private void Sweep()
    {
        try
        {
            foreach (DirectoryEntry entry in Disk.List(_directory) ?? [])
            {
                if (entry.Kind == FileKind.File && entry.Name.EndsWith(Replacement.Suffix, StringComparison.Ordinal))
                {
                    BlobTemporary.RemoveIfOrphaned(Disk, Path.Combine(_directory, entry.Name));
                }
            }
        }
        catch (StorageException)
        {
            // Another user's, perhaps: what cannot be swept hinders no write.
        }
    }
}
