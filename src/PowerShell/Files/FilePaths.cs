using System.Management.Automation;

namespace Ledgerline.PowerShell.Files;

/// <summary>Files as a user names them: relative to PowerShell's location, and with wildcards unless literal.</summary>
/// <param name="paths">The session's paths.</param>
internal sealed class FilePaths(PathIntrinsics paths)
{
    /// <summary>The full paths of the files that a path stands for: any number where it has wildcards.</summary>
    /// <exception cref="LocalFileException">There is no such file.</exception>
    public IReadOnlyList<string> Find(string path, bool isLiteral)
    {
        if (!isLiteral && WildcardPattern.ContainsWildcardCharacters(path))
        {
            // A pattern that matches directories too means the files.
            return [.. LocalPath.Expand(path, paths).Where(File.Exists)];
        }

        string file = Resolve(path, isLiteral);
        if (!File.Exists(file))
        {
            throw Directory.Exists(file)
                ? new LocalFileException("PathIsDirectory", ErrorCategory.InvalidArgument, path, $"'{file}' is a directory. Pass its files: '{Path.Join(path, "*.jsonl")}'.")
                : new LocalFileException("PathNotFound", ErrorCategory.ObjectNotFound, path, $"There is no file '{file}'. Check the path.");
        }

        return [file];
    }

    /// <summary>The full path that a path means, whether something is there or not.</summary>
    /// <exception cref="LocalFileException">It is no path of the file system.</exception>
    public string Resolve(string path, bool isLiteral) =>
        LocalPath.Resolve(isLiteral ? path : WildcardPattern.Unescape(path), paths);
}
