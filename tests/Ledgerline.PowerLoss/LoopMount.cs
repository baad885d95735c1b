using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ledgerline.PowerLoss;

/// <summary>A file system in a file, whose power can be cut.</summary>
/// <param name="Type"><c>ext4</c> or <c>xfs</c>.</param>
/// <param name="Image">The file.</param>
/// <param name="Path">Where it is mounted.</param>
internal sealed partial record LoopMount(string Type, string Image, string Path)
{
    private const int DirectoryOnly = 0x10000;

    // EXT4_IOC_SHUTDOWN and XFS_IOC_GOINGDOWN are one number; 2 lets nothing more reach the image, the journal included.
    private const nuint Shutdown = 0x8004587D;
    private const uint NoFlush = 2;

    /// <summary>From here on nothing reaches the image.</summary>
    /// <returns>When it happened.</returns>
    public PowerCut CutPower()
    {
        int descriptor = Open(Path, DirectoryOnly);
        uint flag = NoFlush;
        long start = Stopwatch.GetTimestamp();
        if (descriptor < 0 || IoControl(descriptor, Shutdown, ref flag) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"The power of {Path} could not be cut: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var cut = new PowerCut(start, Stopwatch.GetTimestamp());
        _ = Close(descriptor);
        return cut;
    }

    /// <summary>Throws away what the cache holds, and mounts what the image holds.</summary>
    public void Restart()
    {
        Execute("umount", Path);
        Execute("mount", "-o", "loop", Image, Path);
    }

    private static void Execute(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoControl(int descriptor, nuint request, ref uint argument);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
