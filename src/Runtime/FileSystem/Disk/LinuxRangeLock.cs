using System.Runtime.InteropServices;

namespace Ledgerline.FileSystem;

/// <summary>The system's <c>struct flock</c> on 64 bits, for locks that belong to an open file (F_OFD_*).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LinuxRangeLock
{
    public const short Exclusive = 1;
    public const short None = 2;

    /// <summary>Behind the epoch; a lock needs no byte to be there.</summary>
    private const long GateOffset = 8;

    public short Type;
    public short Whence;
    public long Start;
    public long Length;
    public int ProcessId;

    public static LinuxRangeLock Gate(short type) => new() { Type = type, Start = GateOffset, Length = 1 };
}
