using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>What this process asked the system to tell it of, by what the system says.</summary>
internal static class Notifications
{
    /// <summary>How many instances watch a directory.</summary>
    public static int Of(string directory)
    {
        ulong inode = Disk.Real.Status(directory)!.Value.Identity.Inode;
        return Count("/proc/self/fdinfo", file => File.ReadLines(file).Any(line => line.StartsWith("inotify ", StringComparison.Ordinal) && line.Contains($" ino:{inode:x} ", StringComparison.Ordinal)));
    }

    /// <summary>How many instances there are.</summary>
    public static int Instances() => Count("/proc/self/fd", static file => new FileInfo(file).LinkTarget == "anon_inode:inotify");

    /// <summary>How many descriptors there are for what stands below a directory.</summary>
    public static int Descriptors(string directory) =>
        Count("/proc/self/fd", file => new FileInfo(file).LinkTarget?.StartsWith(directory, StringComparison.Ordinal) ?? false);

    private static int Count(string directory, Func<string, bool> predicate)
    {
        int count = 0;
        foreach (string file in Directory.GetFiles(directory))
        {
            try
            {
                count += predicate(file) ? 1 : 0;
            }
            catch (IOException)
            {
                // Closed meanwhile, by another test.
            }
        }

        return count;
    }
}
