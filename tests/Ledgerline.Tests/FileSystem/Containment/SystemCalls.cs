using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Ledgerline.Tests.FileSystem.Containment;

/// <summary>What .NET has no call for, and whoever means harm has.</summary>
internal static partial class SystemCalls
{
    private const int CurrentDirectory = -100;
    private const uint ExchangeFlag = 2;

    /// <summary>Gives a file or directory, not what a link leads to, to a user and a group. Needs root.</summary>
    public static void ChangeOwner(string path, uint user, uint group) => Check(lchown(path, user, group), path);

    public static void ChangeMode(string path, uint mode) => Check(chmod(path, mode), path);

    public static void MakePipe(string path) => Check(mkfifo(path, 0b110_110_110), path);

    public static void MakeDevice(string path, uint major, uint minor) =>
        Check(mknod(path, 0x2000 | 0b110_110_110, (major << 8) | minor), path);

    /// <summary>A second name for a file.</summary>
    public static void Link(string existing, string path) => Check(link(existing, path), path);

    /// <summary>Has two names change places, in one step.</summary>
    public static void Exchange(string first, string second) =>
        Check(renameat2(CurrentDirectory, first, CurrentDirectory, second, ExchangeFlag), first);

    private static void Check(int result, string path)
    {
        if (result != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), path);
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int lchown(string path, uint user, uint group);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int chmod(string path, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkfifo(string path, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mknod(string path, uint mode, ulong device);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int link(string existing, string path);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat2(int oldDirectory, string oldPath, int newDirectory, string newPath, uint flags);
}
