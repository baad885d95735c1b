using System.Runtime.InteropServices;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>The names of logs or documents in a directory: valid names with the right extension, and nothing else.</summary>
internal static class StoredNames
{
    /// <summary>
    /// Lists them in ordinal order; none where the directory does not exist. With an extension only files: a directory or
    /// a link can have such a name, and is none of ours.
    /// </summary>
    /// <param name="disk">The disk.</param>
    /// <param name="directory">The directory.</param>
    /// <param name="extension">What the files' names end with, and the listed ones do not; may be empty.</param>
    public static IReadOnlyList<string> List(Disk disk, string directory, string extension)
    {
        List<string> names = [];
        foreach (DirectoryEntry entry in disk.List(directory) ?? [])
        {
            if ((extension.Length == 0 || entry.Kind == FileKind.File)
                && TryParse(entry.Name, extension, out string name))
            {
                names.Add(name);
            }
        }

        OrdinalSort.Sort(CollectionsMarshal.AsSpan(names));
        return names;
    }

    /// <summary>
    /// Lists in ordinal order the directories with a valid name that hold at least one such file: one may hold documents,
    /// logs by key, or both.
    /// </summary>
    /// <param name="disk">The disk.</param>
    /// <param name="directory">Where the directories are.</param>
    /// <param name="extension">What the files' names end with.</param>
    public static IEnumerable<string> ListDirectories(Disk disk, string directory, string extension) =>
        List(disk, directory, extension: "").Where(name =>
        {
            string path = Path.Combine(directory, name);
            return disk.Status(path) is { IsDirectory: true } && List(disk, path, extension).Count > 0;
        });

    /// <summary>Takes a file name apart.</summary>
    public static bool TryParse(string? file, string extension, out string name)
    {
        name = "";
        if (file is null || !file.EndsWith(extension, StringComparison.Ordinal))
        {
            return false;
        }

        name = file[..^extension.Length];
        return StorageName.IsValid(name);
    }
}
