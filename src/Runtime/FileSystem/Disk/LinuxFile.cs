using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.FileSystem;

/// <summary>An open file on Linux.</summary>
internal sealed class LinuxFile(string path, SafeFileHandle handle) : DiskFile(path)
{
    public override unsafe int Read(Span<byte> buffer, long offset)
    {
        int total = 0;
        fixed (byte* start = buffer)
        {
            while (total < buffer.Length)
            {
                nint read = LinuxCalls.ReadAt(handle, start + total, (nuint)(buffer.Length - total), offset + total);
                if (read > 0)
                {
                    total += (int)read;
                }
                else if (read == 0)
                {
                    break;
                }
                else if (Marshal.GetLastPInvokeError() is var error and not LinuxError.Interrupted)
                {
                    throw LinuxError.Exception("read", Path, error);
                }
            }
        }

        return total;
    }

    public override unsafe void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* start = bytes)
        {
            int total = 0;
            while (total < bytes.Length)
            {
                nint written = LinuxCalls.WriteAt(handle, start + total, (nuint)(bytes.Length - total), offset + total);
                if (written >= 0)
                {
                    total += (int)written;
                }
                else if (Marshal.GetLastPInvokeError() is var error and not LinuxError.Interrupted)
                {
                    throw LinuxError.Exception("write to", Path, error);
                }
            }
        }
    }

    public override long TryCopyFrom(SafeFileHandle source, long sourceOffset, long offset, long length) =>
        TryCopy(source, sourceOffset, handle, offset, length);

    public override long TryCopyTo(SafeFileHandle target, long targetOffset, long offset, long length) =>
        TryCopy(handle, offset, target, targetOffset, length);

    public override void Flush() => Check(LinuxCalls.FlushData(handle), "flush");

    /// <summary>A directory has no data of its own to flush: its names need the full call.</summary>
    public void FlushNames() => Check(LinuxCalls.Flush(handle), "flush the directory");

    public override void Reserve(long offset, long length) =>
        _ = LinuxCalls.Allocate(handle, LinuxCalls.KeepSize, offset, length);

    /// <summary>Does not wait for the device, so it takes no failure of the device away from the flush either.</summary>
    public override void StartFlush(long offset, long length) =>
        _ = LinuxCalls.StartFlush(handle, offset, length, LinuxCalls.StartWriting);

    public override void DropFromCache(long offset, long length) =>
        _ = LinuxCalls.Advise(handle, offset, length, LinuxCalls.NotNeeded);

    public override void SetLength(long length) => Check(LinuxCalls.SetLength(handle, length), "cut");

    public override FileStatus Status()
    {
        Check(LinuxCalls.Status(handle, "", LinuxCalls.EmptyPath, LinuxCalls.BasicStatus, out LinuxStatus status), "look at");
        return status.ToFileStatus();
    }

    public override void SetOwner(FileOwner owner)
    {
        FileOwner current = Status().Owner;
        if (current.User != owner.User || current.Group != owner.Group)
        {
            // Only root may give a file away; for others the file stays theirs, which is all that can be done.
            _ = LinuxCalls.ChangeOwner(handle, owner.User, owner.Group);
        }

        if (current.Permissions != owner.Permissions)
        {
            _ = LinuxCalls.ChangeMode(handle, owner.Permissions);
        }
    }

    public override unsafe void SetModified(long timeNs)
    {
        const long Second = 1_000_000_000;
        LinuxTime* times = stackalloc LinuxTime[2];
        times[0] = new(0, LinuxTime.Unchanged);
        times[1] = new(Math.DivRem(timeNs, Second, out long nanoseconds), nanoseconds);
        Check(LinuxCalls.SetTimes(handle, times), "set the time of");
    }

    public override bool TryLock() => TryLock(LinuxCalls.LockExclusive);

    public override bool TryLockShared() => TryLock(LinuxCalls.LockShared);

    private bool TryLock(int kind)
    {
        while (LinuxCalls.Lock(handle, kind | LinuxCalls.LockNonBlocking) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error == LinuxError.WouldBlock)
            {
                return false;
            }

            if (error != LinuxError.Interrupted)
            {
                throw LinuxError.Exception("lock", Path, error);
            }
        }

        return true;
    }

    public override void Unlock() => Check(LinuxCalls.Lock(handle, LinuxCalls.Unlock), "unlock");

    public override bool TryEnterGate()
    {
        var place = LinuxRangeLock.Gate(LinuxRangeLock.Exclusive);
        if (LinuxCalls.Control(handle, LinuxCalls.SetRangeLock, ref place) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error is LinuxError.WouldBlock or LinuxError.AccessDenied or LinuxError.Interrupted
            ? false
            : throw LinuxError.Exception("lock", Path, error);
    }

    public override void LeaveGate()
    {
        var place = LinuxRangeLock.Gate(LinuxRangeLock.None);
        Check(LinuxCalls.Control(handle, LinuxCalls.SetRangeLock, ref place), "unlock");
    }

    public override bool IsGateTaken()
    {
        var place = LinuxRangeLock.Gate(LinuxRangeLock.Exclusive);
        Check(LinuxCalls.Control(handle, LinuxCalls.GetRangeLock, ref place), "look at the lock of");
        return place.Type != LinuxRangeLock.None;
    }

    public override void Dispose() => handle.Dispose();

    private static long TryCopy(SafeFileHandle source, long sourceOffset, SafeFileHandle target, long targetOffset, long length)
    {
        while (true)
        {
            nint copied = LinuxCalls.CopyRange(source, ref sourceOffset, target, ref targetOffset, (nuint)length, 0);
            if (copied >= 0 || Marshal.GetLastPInvokeError() != LinuxError.Interrupted)
            {
                return Math.Max(copied, 0);
            }
        }
    }

    private void Check(int result, string operation)
    {
        if (result != 0)
        {
            throw LinuxError.Exception(operation, Path, Marshal.GetLastPInvokeError());
        }
    }
}
