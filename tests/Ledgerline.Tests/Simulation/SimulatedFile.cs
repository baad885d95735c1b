using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation;

/// <summary>An open file of a simulated process.</summary>
internal sealed class SimulatedFile(SimulatedDisk disk, SimulatedNode node, string path) : DiskFile(path)
{
    private bool _isClosed;

    public SimulatedNode Node { get; } = node;

    public override int Read(Span<byte> buffer, long offset)
    {
        Call(SimulatedCall.Read);
        ReadOnlySpan<byte> content = Node.Content.Span;
        ReadOnlySpan<byte> rest = offset >= content.Length ? [] : content[(int)offset..];
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        return count;
    }

    public override void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        byte[] copy = bytes.ToArray();
        Call(SimulatedCall.Write, _ => Node.Write(copy.AsSpan(0, disk.Faults.Random.Next(copy.Length + 1)), (int)offset));
        Node.Write(bytes, (int)offset);
        disk.Machine.Touch(Node);
    }

    public override void Flush()
    {
        Call(SimulatedCall.Flush, isStopped =>
        {
            if (!isStopped)
            {
                Node.FailFlush(disk.Faults.Random);

                // A process that dies within the microseconds before it has told others of this is not simulated.
                disk.Faults.Spared = 3;
            }
        });
        Node.Flush();
    }

    /// <summary>Advice: neither fails nor stops a process.</summary>
    public override void DropFromCache(long offset, long length)
    {
        if (!disk.IsStopped)
        {
            Node.DropFromCache((int)offset, (int)length);
        }
    }

    public override void SetLength(long length)
    {
        Call(SimulatedCall.SetLength);
        Node.SetLength((int)length);
        disk.Machine.Touch(Node);
    }

    public override FileStatus Status()
    {
        Call(SimulatedCall.Status);
        return SimulatedMachine.Status(Node);
    }

    public override void SetModified(long timeNs)
    {
        Call(SimulatedCall.SetModified);
        Node.ModifiedNs = timeNs;
    }

    public override void SetOwner(FileOwner owner)
    {
        Call(SimulatedCall.SetOwner);
        Node.Owner = owner;
    }

    public override bool TryLock()
    {
        Call(SimulatedCall.Lock);
        if (!Node.LockSharers.Any(other => other != this))
        {
            Node.LockHolder ??= this;
        }

        return Node.LockHolder == this ? true : throw HeldForEver();
    }

    public override bool TryLockShared()
    {
        Call(SimulatedCall.Lock);
        if (Node.LockHolder is not null && Node.LockHolder != this)
        {
            throw HeldForEver();
        }

        Node.LockSharers.Add(this);
        return true;
    }

    public override void Unlock()
    {
        Call(SimulatedCall.Unlock);
        ReleaseLock();
    }

    public override bool TryEnterGate()
    {
        Call(SimulatedCall.Lock);
        Node.GateHolder ??= this;
        return Node.GateHolder == this || (SimulatedMachine.IsTemporary(Path)
            ? false
            : throw new ScenarioFailedException("a process that has ended its work still stands in the gate"));
    }

    public override void LeaveGate()
    {
        Call(SimulatedCall.Unlock);
        Node.GateHolder = Node.GateHolder == this ? null : Node.GateHolder;
    }

    public override bool IsGateTaken()
    {
        Call(SimulatedCall.Lock);
        return Node.GateHolder is not null && Node.GateHolder != this;
    }

    public override void Dispose()
    {
        if (!_isClosed && !disk.IsStopped)
        {
            _isClosed = true;
            ReleaseLock();
            Node.GateHolder = Node.GateHolder == this ? null : Node.GateHolder;
            disk.Close(this);
        }
    }

    /// <summary>Steps are not run while another process rightly holds the lock, so waiting for it would be for ever.</summary>
    private static ScenarioFailedException HeldForEver() => new("a process that has ended its work still holds the lock");

    private void ReleaseLock()
    {
        Node.LockHolder = Node.LockHolder == this ? null : Node.LockHolder;
        Node.LockSharers.Remove(this);
    }

    private void Call(SimulatedCall call, Action<bool>? onFailure = null)
    {
        ObjectDisposedException.ThrowIf(_isClosed && !disk.IsStopped, this);
        disk.Call(call, Path, onFailure);
    }
}
