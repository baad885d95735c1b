using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.Bench.Peers;

/// <summary>System calls without anything around them but a check of their results.</summary>
internal static partial class RawCalls
{
    public const uint Modified = 2;
    private const int CloseOnExec = 0x80000;

    public static unsafe void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* start = bytes)
        {
            Check(WriteAt(file, start, (nuint)bytes.Length, offset) == bytes.Length);
        }
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
}
