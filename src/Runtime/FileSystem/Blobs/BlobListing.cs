using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>Finds the blobs in a project's directory, one directory of each level open at a time.</summary>
internal static class BlobListing
{
    /// <summary>Lists the paths that begin with a prefix, as they are found.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="root">The project's directory.</param>
    /// <param name="prefix">The prefix, which may be empty.</param>
    public static IEnumerable<string> List(Disk disk, string root, string prefix)
    {
        Stack<(string Path, IEnumerator<DirectoryEntry> Entries)> open = new();
        try
        {
            // What does not stand in the directory that the prefix names cannot begin with it.
            string first = prefix[..(prefix.LastIndexOf('/') + 1)];
            if (disk.Status(Path.Combine(root, first.TrimEnd('/'))) is { IsDirectory: true })
            {
                Open(first);
            }

            while (open.TryPeek(out (string Path, IEnumerator<DirectoryEntry> Entries) level))
            {
                if (!level.Entries.MoveNext())
                {
                    open.Pop().Entries.Dispose();
                    continue;
                }

                DirectoryEntry entry = level.Entries.Current;
                string path = level.Path + entry.Name;
                if (entry.Kind == FileKind.Directory && IsDirectory(entry.Name) && MayHold(path + "/", prefix))
                {
                    Open(path + "/");
                }
                else if (entry.Kind == FileKind.File && IsBlob(path, prefix))
                {
                    yield return path;
                }
            }
        }
        finally
        {
            foreach ((_, IEnumerator<DirectoryEntry> entries) in open)
            {
                entries.Dispose();
            }
        }

        void Open(string path)
        {
            if (disk.List(Path.Combine(root, path)) is { } entries)
            {
                open.Push((path, entries.GetEnumerator()));
            }
        }
    }

    /// <summary>Whether a directory's name is a part of blobs' paths.</summary>
    public static bool IsDirectory(string name) => BlobPath.IsValidSegment(name);

    /// <summary>Whether a directory, given with its last slash, may hold paths that begin with a prefix.</summary>
    public static bool MayHold(string directory, string prefix) => directory.Length < prefix.Length
        ? prefix.StartsWith(directory, StringComparison.Ordinal)
        : directory.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>Whether a file's path is a blob's and begins with a prefix.</summary>
    public static bool IsBlob(string path, string prefix) =>
        path.StartsWith(prefix, StringComparison.Ordinal) && BlobPath.IsValid(path);
}
