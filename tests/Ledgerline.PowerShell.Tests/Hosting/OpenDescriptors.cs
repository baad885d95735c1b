namespace Ledgerline.PowerShellTests.Hosting;

/// <summary>What this process holds open.</summary>
internal static class OpenDescriptors
{
    /// <summary>The files under a directory that some descriptor still stands on.</summary>
    public static IReadOnlyList<string> Under(string directory) =>
    [
        .. Directory.EnumerateFileSystemEntries("/proc/self/fd")
            .Select(descriptor => new FileInfo(descriptor).LinkTarget ?? "")
            .Where(target => target.StartsWith(directory, StringComparison.Ordinal)),
    ];

    /// <summary>How many watches on directories the system keeps for this process.</summary>
    public static int Watches() =>
        Directory.EnumerateFileSystemEntries("/proc/self/fd")
            .Count(descriptor => new FileInfo(descriptor).LinkTarget == "anon_inode:inotify");
}
