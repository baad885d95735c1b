using System.Collections.Concurrent;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>The real disk, but for calls that a test makes fail.</summary>
internal sealed class FaultyDisk : Disk
{
    /// <summary>Given each call as <c>verb file-name</c>; what it returns is thrown.</summary>
    public Func<string, Exception?> OnCall { get; set; } = static _ => null;

    /// <summary>Whether flushes reach the device. Tests that only look at what the page cache shows are faster without.</summary>
    public bool Flushes { get; init; } = true;

    /// <summary>Whether the system's notifications are to be had; a limit may be reached.</summary>
    public bool GivesNotifications { get; init; } = true;

    /// <summary>The files that were opened and not closed.</summary>
    public ConcurrentDictionary<DiskFile, string> OpenFiles { get; } = new();

    private readonly List<string> _calls = [];

    /// <summary>The calls so far, in order. Others may go on meanwhile.</summary>
    public List<string> CallsSoFar()
    {
        lock (_calls)
        {
            return [.. _calls];
        }
    }

    /// <summary>Begins <see cref="CallsSoFar"/> anew.</summary>
    public void ForgetCalls()
    {
        lock (_calls)
        {
            _calls.Clear();
        }
    }

    public static StorageException Failure { get; } = new("flush", "the test's disk", "Input/output error", "Look at the test.");

    public override DiskFile? Open(string path, DiskOpen how)
    {
        Call("open", path);
        if (Disk.Real.Open(path, how) is not { } file)
        {
            return null;
        }

        return Opened(file);
    }

    public override DiskFile? OpenDirectory(string path)
    {
        Call("opendir", path);
        return Disk.Real.OpenDirectory(path) is { } directory ? Opened(directory) : null;
    }

    public override FileStatus? Status(string path)
    {
        Call("status", path);
        return Disk.Real.Status(path);
    }

    public override void Rename(string source, string target)
    {
        Call("rename", target);
        Disk.Real.Rename(source, target);
    }

    public override bool Delete(string path)
    {
        Call("delete", path);
        return Disk.Real.Delete(path);
    }

    public override bool CreateDirectory(string path)
    {
        Call("mkdir", path);
        return Disk.Real.CreateDirectory(path);
    }

    public override void FlushDirectory(string path)
    {
        Call("flushdir", path);
        if (Flushes)
        {
            Disk.Real.FlushDirectory(path);
        }
    }

    public override bool TryRemoveDirectory(string path)
    {
        Call("rmdir", path);
        return Disk.Real.TryRemoveDirectory(path);
    }

    public override IEnumerable<DirectoryEntry>? List(string path)
    {
        Call("list", path);
        return Disk.Real.List(path);
    }

    public override bool RenameUnlisted(string path)
    {
        Call("renameunlisted", path);
        return Disk.Real.RenameUnlisted(path);
    }

    public override DirectoryNotifier? TryOpenNotifier(INotificationTarget target) =>
        GivesNotifications ? Disk.Real.TryOpenNotifier(target) : null;

    private FaultyFile Opened(DiskFile file)
    {
        var opened = new FaultyFile(this, file);
        OpenFiles.TryAdd(opened, file.Path);
        return opened;
    }

    private void Call(string verb, string path)
    {
        if (OnCall(Note(verb, path)) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Advice is a call that cannot fail.</summary>
    private string Note(string verb, string path)
    {
        string call = $"{verb} {Path.GetFileName(path)}";
        lock (_calls)
        {
            _calls.Add(call);
        }

        return call;
    }

    private sealed class FaultyFile(FaultyDisk disk, DiskFile file) : DiskFile(file.Path)
    {
        public override int Read(Span<byte> buffer, long offset)
        {
            disk.Call("read", Path);
            return file.Read(buffer, offset);
        }

        public override void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            try
            {
                disk.Call("write", Path);
            }
            catch (Exception)
            {
                // A disk that fills up, and a process that dies, leave a part.
                file.Write(bytes[..(bytes.Length / 2)], offset);
                throw;
            }

            file.Write(bytes, offset);
        }

        public override void Flush()
        {
            disk.Call("flush", Path);
            if (disk.Flushes)
            {
                file.Flush();
            }
        }

        public override void Reserve(long offset, long length)
        {
            disk.Note("reserve", Path);
            file.Reserve(offset, length);
        }

        public override void StartFlush(long offset, long length)
        {
            disk.Note("startflush", Path);
            file.StartFlush(offset, length);
        }

        public override void DropFromCache(long offset, long length)
        {
            disk.Note("drop", Path);
            file.DropFromCache(offset, length);
        }

        public override void SetLength(long length)
        {
            disk.Call("cut", Path);
            file.SetLength(length);
        }

        public override FileStatus Status()
        {
            disk.Call("fstatus", Path);
            return file.Status();
        }

        public override void SetModified(long timeNs)
        {
            disk.Call("settime", Path);
            file.SetModified(timeNs);
        }

        public override void SetOwner(FileOwner owner)
        {
            disk.Call("owner", Path);
            file.SetOwner(owner);
        }

        public override bool TryLock()
        {
            disk.Call("lock", Path);
            return file.TryLock();
        }

        public override bool TryLockShared()
        {
            disk.Call("lockshared", Path);
            return file.TryLockShared();
        }

        public override void Unlock()
        {
            disk.Call("unlock", Path);
            file.Unlock();
        }

        public override bool TryEnterGate()
        {
            disk.Call("enter", Path);
            return file.TryEnterGate();
        }

        public override void LeaveGate()
        {
            disk.Call("leave", Path);
            file.LeaveGate();
        }

        public override bool IsGateTaken()
        {
            disk.Call("gate", Path);
            return file.IsGateTaken();
        }

        public override void Dispose()
        {
            disk.OpenFiles.TryRemove(this, out _);
            file.Dispose();
        }
    }
}
