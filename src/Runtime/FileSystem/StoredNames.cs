using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>The names of logs or documents in a directory: valid names with the right extension, and nothing else.</summary>
internal static class StoredNames
{
    /// <summary>Lists them in ordinal order; none where the directory does not exist.</summary>
    public static IEnumerable<string> List(Disk disk, string directory, string extension)
    {
        List<string> names = [];
        foreach (DirectoryEntry entry in disk.List(directory) ?? [])
        {
            if (TryParse(entry.Name, extension, out string name))
            {
                names.Add(name);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

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
