using System.Runtime.InteropServices;

namespace Ledgerline.FileSystem;

/// <summary>The system's <c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LinuxPoll
{
    public int Descriptor;
    public short Wanted;
    public short Ready;
}
