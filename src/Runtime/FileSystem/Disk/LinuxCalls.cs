using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.FileSystem;

/// <summary>The system calls that the file driver is built on, with the constants that hold on every architecture.</summary>
internal static partial class LinuxCalls
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NoTerminal = 0x100;
    public const int PathOnly = 0x200000;
    public const int CloseOnExec = 0x80000;
    public const int LockShared = 1;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int Unlock = 8;
    public const int GetRangeLock = 36;
    public const int SetRangeLock = 37;
    public const int CurrentDirectory = -100;
    public const int EmptyPath = 0x1000;
    public const int NoFollow = 0x100;
    public const int RemoveDirectory = 0x200;
    public const ulong NoMagicLinks = 2;
    public const ulong NoSymbolicLinks = 4;
    public const ulong Beneath = 8;
    public const nint OpenAt2Number = 437;
    /// <summary>With the time of birth, where the file system keeps it; 0 where not.</summary>
    public const uint BasicStatus = 0xFFF;
    public const int KeepSize = 1;
    public const uint StartWriting = 2;
    public const int NotNeeded = 4;
    public const short Readable = 1;
    public const int NonBlocking = 0x800;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm or Architecture.Armv6 or Architecture.Ppc64le;

    /// <summary>Not the same number on every architecture.</summary>
    public static int Directory { get; } = IsArm ? 0x4000 : 0x10000;

    /// <summary>The same.</summary>
    public static int NoFollowing { get; } = IsArm ? 0x8000 : 0x20000;

    /// <summary>The same, of the call that lists a directory.</summary>
    public static nint ListNumber { get; } = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 217,
        Architecture.X86 or Architecture.S390x => 220,
        Architecture.Arm or Architecture.Armv6 => 217,
        Architecture.Ppc64le => 202,
        _ => 61,
    };

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    public static unsafe partial int OpenAt(int directory, byte* path, int flags, uint mode);

    /// <summary>The C library has no name for it.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static unsafe partial nint OpenAt2(nint number, nint directory, byte* path, LinuxOpenHow* how, nuint size);

    /// <summary>The C library may have no name for it.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static unsafe partial nint List(nint number, nint directory, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "realpath")]
    public static unsafe partial byte* RealPath(byte* path, byte* resolved);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static unsafe partial nint ReadAt(SafeFileHandle file, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static unsafe partial nint WriteAt(SafeFileHandle file, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "copy_file_range", SetLastError = true)]
    public static partial nint CopyRange(
        SafeFileHandle source, ref long sourceOffset, SafeFileHandle target, ref long targetOffset, nuint length, uint flags);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int FlushData(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Flush(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    public static partial int Allocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    public static partial int StartFlush(SafeFileHandle file, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    public static partial int Advise(SafeFileHandle file, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int SetLength(SafeFileHandle file, long length);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, int command, ref LinuxRangeLock range);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static unsafe partial int Status(int directory, byte* path, int flags, uint mask, out LinuxStatus status);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Status(SafeFileHandle file, string path, int flags, uint mask, out LinuxStatus status);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    public static unsafe partial int Rename(int sourceDirectory, byte* source, int targetDirectory, byte* target);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static unsafe partial int Unlink(int directory, byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "futimens", SetLastError = true)]
    public static unsafe partial int SetTimes(SafeFileHandle file, LinuxTime* accessedAndModified);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    public static unsafe partial int MakeDirectory(int directory, byte* path, uint mode);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    public static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true)]
    public static unsafe partial int ChangeOwner(int directory, byte* path, uint user, uint group, int flags);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint User();

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(SafeFileHandle file, uint mode);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(SafeFileHandle file, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static unsafe partial int Poll(LinuxPoll* files, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int NewEvent(uint count, int flags);

    [LibraryImport("libc", EntryPoint = "eventfd_write", SetLastError = true)]
    public static partial int RaiseEvent(SafeFileHandle signal, ulong count);

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    public static partial int NewNotifier(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddWatch(SafeFileHandle notifier, string path, uint mask);

    [LibraryImport("libc", EntryPoint = "inotify_rm_watch", SetLastError = true)]
    public static partial int RemoveWatch(SafeFileHandle notifier, int watch);
}
