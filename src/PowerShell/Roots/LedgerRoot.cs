using System.Management.Automation;

namespace Ledgerline.PowerShell.Roots;

/// <summary>The directory that a command works on.</summary>
internal static class LedgerRoot
{
    /// <summary>Names the root where <c>-Root</c> is not given.</summary>
    public const string EnvironmentVariable = "LEDGERLINE_ROOT";

    private const string FileSystem = "FileSystem";

    /// <summary>
    /// The full path of a root: the one given, else the environment's, else the current location. Relative paths start
    /// at PowerShell's location, which is not the process's.
    /// </summary>
    /// <exception cref="InvalidRootException">It is not a directory's path.</exception>
    public static string Resolve(string? root, PathIntrinsics paths)
    {
        string path = !string.IsNullOrEmpty(root) ? root
            : Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } variable ? variable
            : ".";
        string resolved = ResolveOnProvider(path, paths);
        if (File.Exists(resolved))
        {
            throw new InvalidRootException(
                "RootIsFile", ErrorCategory.InvalidArgument, resolved,
                $"The root '{resolved}' is a file. Pass the directory that holds the projects to -Root.");
        }

        return resolved;
    }

    private static string ResolveOnProvider(string path, PathIntrinsics paths)
    {
        try
        {
            string resolved = paths.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            if (provider.Name == FileSystem)
            {
                return Path.GetFullPath(resolved);
            }

            throw new InvalidRootException(
                "RootNotFileSystem", ErrorCategory.InvalidArgument, path,
                $"The root '{path}' belongs to the provider {provider.Name}, not to the file system. Pass a directory to -Root, set {EnvironmentVariable}, or go to a directory.");
        }
        catch (Exception e) when (e is SessionStateException or ProviderInvocationException or PSInvalidOperationException)
        {
            throw new InvalidRootException(
                "RootNotFound", ErrorCategory.ObjectNotFound, path,
                $"The root '{path}' is not a path: {e.Message} Pass a directory to -Root.", e);
        }
    }
}
