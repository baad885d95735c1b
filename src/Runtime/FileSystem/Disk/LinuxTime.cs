using System.Runtime.InteropServices;

namespace Ledgerline.FileSystem;

/// <summary>The system's <c>struct timespec</c> on 64-bit machines.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct LinuxTime(long seconds, long nanoseconds)
{
    /// <summary>In place of nanoseconds: the time stays as it is.</summary>
    public const long Unchanged = (1 << 30) - 2;

    public readonly long Seconds = seconds;
    public readonly long Nanoseconds = nanoseconds;
}
