using System.Management.Automation;

namespace Ledgerline.PowerShell.Files;

/// <summary>A path that stands for one file, or with wildcards (<c>* ? [a-z]</c>) for those that it matches, also none.</summary>
internal static class FilePattern
{
    /// <summary>The full paths of the files; a relative one starts at PowerShell's location.</summary>
    /// <exception cref="LocalFileException">It is no path of the file system.</exception>
    public static IReadOnlyList<string> Resolve(string path, PathIntrinsics paths)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [LocalPath.Resolve(WildcardPattern.Unescape(path), paths)];
        }

        try
        {
            // A pattern that matches directories too means the files.
            return [.. paths.GetResolvedProviderPathFromPSPath(path, out ProviderInfo _).Where(File.Exists).Select(Path.GetFullPath)];
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }
}
