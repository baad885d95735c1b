using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.FileSystem;

/// <summary>Linux. .NET's own calls hide a failed fsync and follow links, so these are the system's.</summary>
/// <remarks>Descriptors that one call needs are plain numbers, closed in its finally: an object for each would be garbage.</remarks>
internal sealed unsafe class LinuxDisk(string root, bool walks = false) : Disk
{
    private const uint NewFileMode = 0b110_110_110;
    private const uint NewDirectoryMode = 0b111_111_111;

    /// <summary>For how long a file server may keep a file to itself that somebody opens: the system takes it away after 45 s.</summary>
    private const long LeaseMilliseconds = 50_000;

    /// <summary>More share no more of the journal's commits, as was measured.</summary>
    private static readonly ParallelOptions FlushesAtOnce = new() { MaxDegreeOfParallelism = 4 };

    // Below this it takes a few milliseconds at most: not worth another thread.
    private const long SlowRelease = 16 << 20;

    private readonly LinuxRoot _root = new(root, walks);

    public override DiskFile? Open(string path, DiskOpen how)
    {
        int descriptor = how == DiskOpen.CreateNew ? _root.Create(path, NewFileMode) : OpenExisting(path, how);
        while (how == DiskOpen.Create && descriptor == -LinuxError.NotFound)
        {
            // Made by nobody else, so that a new file is known to be one; or made meanwhile.
            descriptor = _root.Create(path, NewFileMode);
            if (descriptor == -LinuxError.NotFound)
            {
                return null;
            }

            descriptor = descriptor == -LinuxError.Exists ? OpenExisting(path, how) : descriptor;
        }

        if (descriptor < 0)
        {
            return -descriptor switch
            {
                LinuxError.NotFound or LinuxError.NotADirectory when how != DiskOpen.CreateNew => null,
                LinuxError.NoDevice => throw NoFile("open", path),
                int error => throw _root.Exception("open", path, error),
            };
        }

        var file = new LinuxFile(path, new SafeFileHandle(descriptor, ownsHandle: true));
        try
        {
            return file.Status().Kind switch
            {
                FileKind.File => file,
                FileKind.Directory => throw LinuxError.Exception("open", path, LinuxError.IsADirectory),
                _ => throw NoFile("open", path),
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override DiskFile? OpenDirectory(string path) =>
        OpenHandle(path, "open the directory") is { } directory ? new LinuxFile(path, directory) : null;

    public override FileStatus? Status(string path) => Result(path, _root.Status(path, out LinuxStatus status), status);

    public override FileStatus? Status(string path, FileIdentity? expected) => expected is { } identity
        ? Result(path, _root.Status(path, identity, out LinuxStatus status), status)
        : Status(path);

    public override void Rename(string source, string target)
    {
        int from = OpenParent(source, "move");
        bool isSameDirectory = Path.GetDirectoryName(source.AsSpan()).SequenceEqual(Path.GetDirectoryName(target.AsSpan()));
        int to = -1;
        try
        {
            to = isSameDirectory ? from : OpenParent(target, $"move '{source}' to");
            byte* sourceName = stackalloc byte[LinuxRoot.MaxName];
            byte* targetName = stackalloc byte[LinuxRoot.MaxName];
            int error = Math.Min(LinuxRoot.TerminateName(source, sourceName), LinuxRoot.TerminateName(target, targetName));
            if (error >= 0 && _root.IsMisspelled(from, sourceName))
            {
                throw _root.Exception("move", source, LinuxError.OtherSpelling);
            }

            if (error >= 0 && _root.IsMisspelled(to, targetName))
            {
                error = -LinuxError.OtherSpelling;
            }

            if (error >= 0 && LinuxCalls.Status(to, targetName, LinuxCalls.NoFollow, LinuxCalls.BasicStatus, out LinuxStatus status) == 0)
            {
                error = status.IsLink ? -LinuxError.Loop
                    : status.ToFileStatus().Kind == FileKind.Other ? throw NoFile($"move '{source}' to", target)
                    : 0;
            }

            if (error >= 0 && LinuxCalls.Rename(from, sourceName, to, targetName) != 0)
            {
                error = -Marshal.GetLastPInvokeError();
            }

            if (error < 0)
            {
                throw _root.Exception($"move '{source}' to", target, -error);
            }
        }
        finally
        {
            _ = LinuxCalls.Close(from);
            if (to >= 0 && to != from)
            {
                _ = LinuxCalls.Close(to);
            }
        }
    }

    public override bool Delete(string path)
    {
        int error = Unlink(path, 0);
        return error switch
        {
            0 => true,
            LinuxError.NotFound or LinuxError.NotADirectory => false,
            _ => throw _root.Exception("delete", path, error),
        };
    }

    public override bool TryRemoveDirectory(string path)
    {
        int error = Unlink(path, LinuxCalls.RemoveDirectory);
        return error switch
        {
            0 or LinuxError.NotFound => true,
            LinuxError.NotEmpty or LinuxError.Exists => false,
            _ => throw _root.Exception("remove the directory", path, error),
        };
    }

    public override bool CreateDirectory(string path)
    {
        int parent = OpenParent(path, "make the directory");
        try
        {
            byte* name = stackalloc byte[LinuxRoot.MaxName];
            int error = -LinuxRoot.TerminateName(path, name);
            if (error <= 0)
            {
                error = -LinuxRoot.CreateDirectory(parent, name, NewDirectoryMode);
            }

            if (error == LinuxError.Exists
                && LinuxCalls.Status(parent, name, LinuxCalls.NoFollow, LinuxCalls.BasicStatus, out LinuxStatus status) == 0)
            {
                if (status.ToFileStatus().IsDirectory && !_root.IsMisspelled(parent, name))
                {
                    return false;
                }

                error = _root.IsMisspelled(parent, name) ? LinuxError.OtherSpelling : status.IsLink ? LinuxError.Loop : LinuxError.NotADirectory;
            }

            return error == 0 ? true : throw _root.Exception("make the directory", path, error);
        }
        finally
        {
            _ = LinuxCalls.Close(parent);
        }
    }

    public override void FlushDirectory(string path)
    {
        using var directory = new LinuxFile(path, OpenHandle(path, "flush the directory")
            ?? throw LinuxError.Exception("flush the directory", path, LinuxError.NotFound));
        directory.FlushNames();
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

    public override Exception?[] FlushAll(IReadOnlyList<DiskFile> files)
    {
        if (files.Count < 2)
        {
            return base.FlushAll(files);
        }

        // Where no other thread comes free, this one does it all.
        var failures = new Exception?[files.Count];
        Parallel.For(0, files.Count, FlushesAtOnce, i => failures[i] = TryFlush(files[i]));
        return failures;
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

    public override IEnumerable<DirectoryEntry>? List(string path) =>
        OpenHandle(path, "list") is { } directory ? new LinuxDirectory(path, directory) : null;

    public override bool RenameUnlisted(string path) =>
        OpenHandle(path, "list") is { } directory && new LinuxDirectory(path, directory).RenameUnlisted();

    public override DirectoryNotifier? TryOpenNotifier(INotificationTarget target) => LinuxNotifier.TryOpen(_root, target);

    private int OpenExisting(string path, DiskOpen how)
    {
        // Opened so, a pipe that nobody writes to does not block; for files it means nothing.
        int flags = LinuxCalls.CloseOnExec | LinuxCalls.NonBlocking | LinuxCalls.NoTerminal
            | (how == DiskOpen.Read ? LinuxCalls.ReadOnly : LinuxCalls.ReadWrite);
        int descriptor = _root.Open(path, flags);
        for (long start = Environment.TickCount64; descriptor == -LinuxError.WouldBlock && Environment.TickCount64 - start < LeaseMilliseconds;)
        {
            Thread.Sleep(1);
            descriptor = _root.Open(path, flags);
        }

        return descriptor;
    }

    /// <summary>Opens a directory for its names; null where it does not exist.</summary>
    private SafeFileHandle? OpenHandle(string path, string operation)
    {
        int descriptor = _root.Open(path, LinuxCalls.ReadOnly | LinuxCalls.Directory | LinuxCalls.CloseOnExec);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true)
            : descriptor == -LinuxError.NotFound ? null
            : throw _root.Exception(operation, path, -descriptor);
    }

    /// <summary>Opens the directory of what is to be changed; close it.</summary>
    private int OpenParent(string path, string operation)
    {
        int parent = _root.OpenParent(path);
        return parent >= 0 ? parent : throw _root.Exception(operation, path, -parent);
    }

    private FileStatus? Result(string path, int error, in LinuxStatus status) => error switch
    {
        0 => status.ToFileStatus(),
        -LinuxError.NotFound or -LinuxError.NotADirectory => null,
        _ => throw _root.Exception("look at", path, -error),
    };

    private int Unlink(string path, int flags)
    {
        int parent = _root.OpenParent(path);
        if (parent < 0)
        {
            return -parent;
        }

        byte* name = stackalloc byte[LinuxRoot.MaxName];
        int length = LinuxRoot.TerminateName(path, name);
        int error = length < 0 ? -length
            : _root.IsMisspelled(parent, name) ? LinuxError.OtherSpelling
            : LinuxCalls.Unlink(parent, name, flags) == 0 ? 0
            : Marshal.GetLastPInvokeError();
        if (error == LinuxError.NotADirectory && LinuxRoot.IsLink(parent, name))
        {
            error = LinuxError.Loop;
        }

        _ = LinuxCalls.Close(parent);
        return error;
    }

    private static StorageException NoFile(string operation, string path) => new(
        operation, path, "it is no regular file, but a pipe, a device or a socket", "Move it away: nothing that data are kept in stands there.");
}
