using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.Bench.Peers;

/// <summary>System calls without anything around them but a check of their results.</summary>
internal static partial class RawCalls
{
    public const uint Modified = 2;
    private const int WriteOnly = 1;
    private const int Create = 0x40;
    private const int Exclusive = 0x80;
    private const int CloseOnExec = 0x80000;

    /// <summary>O_DIRECTORY, which is not the same number everywhere.</summary>
    private static readonly int Directories = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000;

    public static unsafe void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* start = bytes)
        {
            Check(WriteAt(file, start, (nuint)bytes.Length, offset) == bytes.Length);
        }
    }

    /// <summary>Makes a file that is not there yet.</summary>
    public static SafeFileHandle CreateNew(string path) => Opened(Open(path, WriteOnly | Create | Exclusive | CloseOnExec, 0b110_110_110));

    public static SafeFileHandle OpenDirectory(string path) => Opened(Open(path, Directories | CloseOnExec, 0));

    public static void Rename(string source, string target) => Check(Move(source, target) == 0);

    /// <summary>Puts the names in a directory on stable storage.</summary>
    public static void FlushNames(SafeFileHandle directory) => Check(FlushAll(directory) == 0);

    /// <summary>The number of names in a directory, beside its own and its parent's.</summary>
    public static unsafe int CountNames(string path)
    {
        const int BufferSize = 64 << 10;
        const int OffsetOfLength = 16;
        const int OwnNames = 2;
        using SafeFileHandle directory = OpenDirectory(path);
        byte* buffer = stackalloc byte[BufferSize];
        int count = -OwnNames;
        while (ReadNames(directory, buffer, BufferSize) is var read && read != 0)
        {
            Check(read > 0);
            for (nint at = 0; at < read; at += *(ushort*)(buffer + at + OffsetOfLength))
            {
                count++;
            }
        }

        return count;
    }

    public static void Flush(SafeFileHandle file) => Check(FlushData(file) == 0);

    /// <summary>One inotify instance that watches one path.</summary>
    public static SafeFileHandle Watch(string path, uint events)
    {
        var instance = new SafeFileHandle(NewWatch(CloseOnExec), ownsHandle: true);
        Check(!instance.IsInvalid && AddWatch(instance, path, events) >= 0);
        return instance;
    }

    /// <summary>Waits for events.</summary>
    public static unsafe void WaitForEvents(SafeFileHandle watch, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            Check(Read(watch, start, (nuint)buffer.Length) > 0);
        }
    }

    private static SafeFileHandle Opened(int descriptor)
    {
        Check(descriptor >= 0);
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    private static void Check(bool succeeded)
    {
        if (!succeeded)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    private static unsafe partial nint WriteAt(SafeFileHandle file, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FlushData(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    private static partial int NewWatch(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddWatch(SafeFileHandle instance, string path, uint events);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint Read(SafeFileHandle file, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Move(string source, string target);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FlushAll(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    private static unsafe partial nint ReadNames(SafeFileHandle directory, byte* buffer, nuint count);
}
