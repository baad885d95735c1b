namespace Ledgerline.FileSystem;

/// <summary>What the file system says of a blob's file, while others replace it.</summary>
/// <remarks>
/// A file that is replaced or deleted between finding it and asking for it has lost its name, and its ctime is that of the
/// loss: no version that anybody was given. The system does not read the number of names and the times in one step either,
/// so it is asked until it says the same twice: the second time the loss shows.
/// </remarks>
internal static class BlobStatus
{
    private const int MaxChanges = 5;

    /// <summary>A file system that does not count names at all is taken at its word in the end.</summary>
    private const int MaxLooks = 1000;

    /// <summary>Of what stands at a path; null where nothing does.</summary>
    public static FileStatus? Of(Disk disk, string path) => Settle(() => disk.Status(path));

    /// <summary>Of a file that is open; null where it is not what stands at its path any more.</summary>
    public static FileStatus? Of(Disk disk, DiskFile file)
    {
        FileStatus? there = Of(disk, file.Path);
        return there?.Identity == file.Status().Identity ? there : null;
    }

    private static FileStatus? Settle(Func<FileStatus?> look)
    {
        int changes = 0;
        int looks = 0;
        FileStatus? first = look();
        while (first is not null)
        {
            // A file that keeps its name and changes is being written to by hand, perhaps without pause.
            FileStatus? second = look();
            changes += second?.Identity == first.Value.Identity ? 1 : 0;
            bool hasName = second is { Links: > 0 } || ++looks > MaxLooks;
            if (second is null || (hasName && (second == first || changes > MaxChanges)))
            {
                return second;
            }

            first = second;
        }

        return null;
    }
}
