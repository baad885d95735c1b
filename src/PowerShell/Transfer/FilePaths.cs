using System.Management.Automation;

namespace Ledgerline.PowerShell.Transfer;

/// <summary>Files as a user names them: relative to PowerShell's location, and with wildcards unless literal.</summary>
/// <param name="paths">The session's paths.</param>
internal sealed class FilePaths(PathIntrinsics paths)
{
    private const string FileSystem = "FileSystem";

    /// <summary>The full paths of the files that a path stands for: any number where it has wildcards.</summary>
    /// <exception cref="TransferException">There is no such file.</exception>
    public IReadOnlyList<string> Find(string path, bool isLiteral)
    {
        if (!isLiteral && WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [.. OnFileSystem(path, Expand).Where(File.Exists)];
        }

        string file = Resolve(path, isLiteral);
        if (!File.Exists(file))
        {
            throw Directory.Exists(file)
                ? new TransferException("PathIsDirectory", ErrorCategory.InvalidArgument, path, $"'{file}' is a directory. Pass its files: '{Path.Join(path, "*.jsonl")}'.")
                : new TransferException("PathNotFound", ErrorCategory.ObjectNotFound, path, $"There is no file '{file}'. Check the path.");
        }

        return [file];
    }

    /// <summary>The full path that a path means, whether something is there or not.</summary>
    /// <exception cref="TransferException">It is no path of the file system.</exception>
    public string Resolve(string path, bool isLiteral) => OnFileSystem(isLiteral ? path : WildcardPattern.Unescape(path), ToFullPath).Single();

    private (IEnumerable<string> Files, ProviderInfo Provider) Expand(string path) =>
        (paths.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider), provider);

    private (IEnumerable<string> Files, ProviderInfo Provider) ToFullPath(string path) =>
        ([Path.GetFullPath(paths.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _))], provider);

    private static IEnumerable<string> OnFileSystem(string path, Func<string, (IEnumerable<string> Files, ProviderInfo Provider)> resolve)
    {
        try
        {
            (IEnumerable<string> files, ProviderInfo provider) = resolve(path);
            return provider.Name == FileSystem
                ? files
                : throw new TransferException(
                    "PathNotFileSystem", ErrorCategory.InvalidArgument, path,
                    $"'{path}' belongs to the provider {provider.Name}, not to the file system. Pass a file.");
        }
        catch (Exception e) when (e is SessionStateException or ProviderInvocationException or PSInvalidOperationException)
        {
            throw new TransferException("PathNotFound", ErrorCategory.ObjectNotFound, path, $"'{path}' is not a path: {e.Message} Check the path.", e);
        }
    }
}
