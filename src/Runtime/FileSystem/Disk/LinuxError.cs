using System.Runtime.InteropServices;

namespace Ledgerline.FileSystem;

/// <summary>The system's error numbers that mean something here, and what to tell a person of the others.</summary>
internal static class LinuxError
{
    public const int NotFound = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int NoDevice = 6;
    public const int WouldBlock = 11;
    public const int AccessDenied = 13;
    public const int Exists = 17;
    public const int NotADirectory = 20;
    public const int IsADirectory = 21;
    public const int NameTooLong = 36;
    public const int NotEmpty = 39;
    public const int Loop = 40;
    public const int NotText = 84;

    /// <summary>Not the system's: a name stands in a directory in another spelling.</summary>
    public const int OtherSpelling = 1 << 20;
    private const int NotPermitted = 1;
    private const int TooManyFilesInSystem = 23;
    private const int TooManyFiles = 24;
    private const int FileTooLarge = 27;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    public static StorageException Exception(string operation, string target, int error) =>
        new(operation, target, Marshal.GetPInvokeErrorMessage(error), Remedy(error)) { Kind = Kind(error) };

    private static StorageErrorKind Kind(int error) => error switch
    {
        NoSpace or QuotaExceeded or FileTooLarge => StorageErrorKind.OutOfSpace,
        AccessDenied or NotPermitted => StorageErrorKind.AccessDenied,
        ReadOnlyFileSystem => StorageErrorKind.ReadOnly,
        NotFound => StorageErrorKind.NotFound,
        TooManyFiles or TooManyFilesInSystem => StorageErrorKind.TooManyOpenFiles,
        InputOutput => StorageErrorKind.Device,
        _ => StorageErrorKind.Other,
    };

    private static string Remedy(int error) => error switch
    {
        NoSpace or QuotaExceeded => "Make room and try again; what was acknowledged before is safe.",
        AccessDenied or NotPermitted => "Run as a user who may write there, or change the owner or permissions of the directory.",
        ReadOnlyFileSystem => "The file system is mounted read-only: reading works; to write, remount it or choose another root.",
        NotADirectory => "A file stands where a directory is expected: choose another root, or move the file away.",
        IsADirectory => "A directory stands where a file is expected: move it away.",
        NotFound => "A directory above it does not exist or was removed: check the root and the project.",
        TooManyFiles or TooManyFilesInSystem => "Raise the limit of open files (ulimit -n) or use fewer logs and readers at once.",
        FileTooLarge => "The file has reached a size limit: truncate the log, or raise the limit (ulimit -f).",
        NotText => "Give a path that is valid Unicode and holds no NUL.",
        NameTooLong => "Choose a root with a shorter path.",
        InputOutput => "The device reports an error: check the system's log and the disk; nothing that failed was acknowledged.",
        _ => "Nothing that failed was acknowledged; try again when the cause is mended.",
    };
}
