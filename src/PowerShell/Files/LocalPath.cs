using System.Management.Automation;

namespace Ledgerline.PowerShell.Files;

/// <summary>The paths of files beside the storage.</summary>
internal static class LocalPath
{
    private const string FileSystem = "FileSystem";

    // What .NET makes of ENOSPC.
    private const int NoSpaceLeft = 28;

    /// <summary>The full path; a relative one starts at PowerShell's location. Wildcards are characters like any other.</summary>
    /// <exception cref="LocalFileException">It is no path of the file system.</exception>
    public static string Resolve(string path, PathIntrinsics paths) => OnFileSystem(
        path, () => ([Path.GetFullPath(paths.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _))], provider)).Single();

    /// <summary>The full paths of what a pattern with wildcards matches.</summary>
    /// <exception cref="LocalFileException">It is no path of the file system.</exception>
    public static IEnumerable<string> Expand(string pattern, PathIntrinsics paths) => OnFileSystem(
        pattern, () => (paths.GetResolvedProviderPathFromPSPath(pattern, out ProviderInfo provider).Select(Path.GetFullPath), provider));

    /// <summary>Does something to a file; what the system refuses is told as a failure of that file.</summary>
    /// <exception cref="LocalFileException">The system refused.</exception>
    public static T Use<T>(string file, Func<string, T> use)
    {
        try
        {
            return use(file);
        }
        catch (Exception e) when (Category(e) is { } category)
        {
            throw new LocalFileException(
                "FileFailed", category, file, $"The file '{file}' cannot be used: {e.Message} Check the path, and who may read and write there.", e);
        }
    }

    /// <summary>Opens a file that others may go on writing, replacing or deleting.</summary>
    /// <exception cref="LocalFileException">It is a directory, or the system refused.</exception>
    public static FileStream OpenRead(string file) => Directory.Exists(file)
        ? throw new LocalFileException(
            "FileFailed", ErrorCategory.InvalidArgument, file, $"'{file}' is a directory. Pass files, such as Get-ChildItem -File puts out.")
        : Use(file, static file => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    private static IEnumerable<string> OnFileSystem(string path, Func<(IEnumerable<string> Files, ProviderInfo Provider)> resolve)
    {
        try
        {
            (IEnumerable<string> files, ProviderInfo provider) = resolve();
            return provider.Name == FileSystem
                ? files
                : throw new LocalFileException(
                    "PathNotFileSystem", ErrorCategory.InvalidArgument, path,
                    $"The path '{path}' belongs to the provider {provider.Name}, not to the file system. Pass the path of a file.");
        }
        catch (Exception e) when (e is SessionStateException or ProviderInvocationException or PSInvalidOperationException)
        {
            throw new LocalFileException(
                "PathNotFound", ErrorCategory.ObjectNotFound, path, $"'{path}' is not a path: {e.Message} Pass the path of a file.", e);
        }
    }

    private static ErrorCategory? Category(Exception exception) => exception switch
    {
        UnauthorizedAccessException => ErrorCategory.PermissionDenied,
        FileNotFoundException or DirectoryNotFoundException => ErrorCategory.ObjectNotFound,
        IOException { HResult: NoSpaceLeft } => ErrorCategory.LimitsExceeded,
        IOException => ErrorCategory.ResourceUnavailable,
        _ => null,
    };
}
