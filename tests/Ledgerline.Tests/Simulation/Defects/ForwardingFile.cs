using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation.Defects;

/// <summary>A file that passes every call on.</summary>
internal abstract class ForwardingFile(DiskFile inner) : DiskFile(inner.Path)
{
    protected DiskFile Inner { get; } = inner;

    public override int Read(Span<byte> buffer, long offset) => Inner.Read(buffer, offset);

    public override void Write(ReadOnlySpan<byte> bytes, long offset) => Inner.Write(bytes, offset);

    public override void Flush() => Inner.Flush();

    public override void Reserve(long offset, long length) => Inner.Reserve(offset, length);

    public override void StartFlush(long offset, long length) => Inner.StartFlush(offset, length);

    public override void DropFromCache(long offset, long length) => Inner.DropFromCache(offset, length);

    public override void SetLength(long length) => Inner.SetLength(length);

    public override FileStatus Status() => Inner.Status();

    public override void SetModified(long timeNs) => Inner.SetModified(timeNs);

    public override void SetOwner(FileOwner owner) => Inner.SetOwner(owner);

    public override bool TryLock() => Inner.TryLock();

    public override bool TryLockShared() => Inner.TryLockShared();

    public override void Unlock() => Inner.Unlock();

    public override bool TryEnterGate() => Inner.TryEnterGate();

    public override void LeaveGate() => Inner.LeaveGate();

    public override bool IsGateTaken() => Inner.IsGateTaken();

    public override void Dispose() => Inner.Dispose();
}
