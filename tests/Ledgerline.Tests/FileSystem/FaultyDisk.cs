using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>The real disk, but for calls that a test makes fail.</summary>
internal sealed class FaultyDisk : Disk
{
    /// <summary>Given each call as <c>verb file-name</c>; what it returns is thrown.</summary>
    public Func<string, Exception?> OnCall { get; set; } = static _ => null;

    /// <summary>The calls so far, in order.</summary>
    public List<string> Calls { get; } = [];

    public static StorageException Failure { get; } = new("flush", "the test's disk", "Input/output error", "Look at the test.");

    public override DiskFile? Open(string path, DiskOpen how)
    {
        Call("open", path);
        return Real.Open(path, how) is { } file ? new FaultyFile(this, file) : null;
    }

    public override FileStatus? Status(string path) => Real.Status(path);

    public override void Rename(string source, string target)
    {
        Call("rename", target);
        Real.Rename(source, target);
    }

    public override bool Delete(string path)
    {
        Call("delete", path);
        return Real.Delete(path);
    }

    public override bool CreateDirectory(string path)
    {
        Call("mkdir", path);
        return Real.CreateDirectory(path);
    }

    public override void FlushDirectory(string path)
    {
        Call("flushdir", path);
        Real.FlushDirectory(path);
    }

    public override IReadOnlyList<string>? List(string path) => Real.List(path);

    private void Call(string verb, string path)
    {
        string call = $"{verb} {Path.GetFileName(path)}";
        lock (Calls)
        {
            Calls.Add(call);
        }

        if (OnCall(call) is { } failure)
        {
            throw failure;
        }
    }

    private sealed class FaultyFile(FaultyDisk disk, DiskFile file) : DiskFile(file.Path)
    {
        public override int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

        public override void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            try
            {
                disk.Call("write", Path);
            }
            catch (StorageException)
            {
                // A disk that fills up takes a part.
                file.Write(bytes[..(bytes.Length / 2)], offset);
                throw;
            }

            file.Write(bytes, offset);
        }

        public override void Flush()
        {
            disk.Call("flush", Path);
            file.Flush();
        }

        public override void SetLength(long length)
        {
            disk.Call("cut", Path);
            file.SetLength(length);
        }

        public override FileStatus Status() => file.Status();

        public override void SetOwner(FileOwner owner) => file.SetOwner(owner);

        public override bool TryLock() => file.TryLock();

        public override void Unlock() => file.Unlock();

        public override bool TryEnterGate() => file.TryEnterGate();

        public override void LeaveGate() => file.LeaveGate();

        public override bool IsGateTaken() => file.IsGateTaken();

        public override void Dispose() => file.Dispose();
    }
}
