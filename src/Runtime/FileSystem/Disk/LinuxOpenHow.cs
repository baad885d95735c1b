using System.Runtime.InteropServices;

namespace Ledgerline.FileSystem;

/// <summary>The system's <c>struct open_how</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct LinuxOpenHow(ulong flags, ulong mode, ulong resolve)
{
    public readonly ulong Flags = flags;
    public readonly ulong Mode = mode;
    public readonly ulong Resolve = resolve;
}
