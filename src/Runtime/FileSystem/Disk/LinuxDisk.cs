using System.IO.Enumeration;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.FileSystem;

/// <summary>Linux. .NET's own calls hide a failed fsync and cannot open a directory, so these are the system's.</summary>
internal sealed class LinuxDisk : Disk
{
    public static readonly LinuxDisk Instance = new();

    private const uint NewFileMode = 0b110_110_110;
    private const uint NewDirectoryMode = 0b111_111_111;

    // Below this it takes a few milliseconds at most: not worth another thread.
    private const long SlowRelease = 16 << 20;

    public override DiskFile? Open(string path, DiskOpen how)
    {
        int flags = LinuxCalls.CloseOnExec | how switch
        {
            DiskOpen.Read => LinuxCalls.ReadOnly,
            DiskOpen.ReadWrite => LinuxCalls.ReadWrite,
            DiskOpen.Create => LinuxCalls.ReadWrite | LinuxCalls.Create,
            _ => LinuxCalls.ReadWrite | LinuxCalls.Create | LinuxCalls.Exclusive,
        };
        while (true)
        {
            int descriptor = LinuxCalls.Open(path, flags, NewFileMode);
            if (descriptor >= 0)
            {
                return new LinuxFile(path, new SafeFileHandle(descriptor, ownsHandle: true));
            }

            int error = Marshal.GetLastPInvokeError();
            switch (error)
            {
                case LinuxError.Interrupted:
                    continue;
                case LinuxError.NotFound or LinuxError.NotADirectory when how != DiskOpen.CreateNew:
                    return null;
                default:
                    throw LinuxError.Exception("open", path, error);
            }
        }
    }

    public override FileStatus? Status(string path)
    {
        if (LinuxCalls.Status(LinuxCalls.CurrentDirectory, path, 0, LinuxCalls.BasicStatus, out LinuxStatus status) == 0)
        {
            return status.ToFileStatus();
        }

        int error = Marshal.GetLastPInvokeError();
        return error is LinuxError.NotFound or LinuxError.NotADirectory
            ? null
            : throw LinuxError.Exception("look at", path, error);
    }

    public override void Rename(string source, string target)
    {
        if (LinuxCalls.Rename(source, target) != 0)
        {
            throw LinuxError.Exception($"move '{source}' to", target, Marshal.GetLastPInvokeError());
        }
    }

    public override bool Delete(string path)
    {
        if (LinuxCalls.Unlink(path) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error is LinuxError.NotFound or LinuxError.NotADirectory
            ? false
            : throw LinuxError.Exception("delete", path, error);
    }

    public override bool CreateDirectory(string path)
    {
        if (LinuxCalls.MakeDirectory(path, NewDirectoryMode) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        if (error != LinuxError.Exists)
        {
            throw LinuxError.Exception("make the directory", path, error);
        }

        return Status(path) is { IsDirectory: true }
            ? false
            : throw LinuxError.Exception("make the directory", path, LinuxError.NotADirectory);
    }

    public override void FlushDirectory(string path)
    {
        using DiskFile directory = Open(path, DiskOpen.Read)
            ?? throw LinuxError.Exception("flush the directory", path, LinuxError.NotFound);
        ((LinuxFile)directory).FlushNames();
    }

    public override void Both(Action first, Action second)
    {
        // Where no thread comes free meanwhile, waiting runs it here.
        Task other = Task.Run(first);
        try
        {
            second();
        }
        finally
        {
            other.GetAwaiter().GetResult();
        }
    }

    public override void Release(DiskFile file, long length)
    {
        if (length < SlowRelease)
        {
            file.Dispose();
        }
        else
        {
            // Freeing the pages and blocks of 1 GiB was measured to take 200 ms.
            ThreadPool.UnsafeQueueUserWorkItem(static left => left.Dispose(), file, preferLocal: false);
        }
    }

    public override bool TryRemoveDirectory(string path)
    {
        if (LinuxCalls.RemoveDirectory(path) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error switch
        {
            LinuxError.NotFound => true,
            LinuxError.NotEmpty or LinuxError.Exists => false,
            _ => throw LinuxError.Exception("remove the directory", path, error),
        };
    }

    public override IEnumerable<DirectoryEntry>? List(string path)
    {
        try
        {
            return new FileSystemEnumerable<DirectoryEntry>(
                path,
                static (ref FileSystemEntry entry) => new(
                    entry.FileName.ToString(),
                    (entry.Attributes & FileAttributes.ReparsePoint) != 0 ? FileKind.Other
                    : entry.IsDirectory ? FileKind.Directory : FileKind.File),
                new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false });
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException("list", path, e.Message.TrimEnd('.'), "Check that it is a directory that this user may read.", e);
        }
    }

    public override DirectoryNotifier? TryOpenNotifier(INotificationTarget target) => LinuxNotifier.TryOpen(target);
}
