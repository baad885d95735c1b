using System.Runtime.InteropServices;

namespace Ledgerline.FileSystem;

/// <summary>The system's <c>struct statx</c>, the same on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct LinuxStatus
{
    private const ushort TypeMask = 0xF000;
    private const ushort FileType = 0x8000;
    private const ushort DirectoryType = 0x4000;
    private const ushort LinkType = 0xA000;

    [FieldOffset(16)]
    public uint Links;

    [FieldOffset(20)]
    public uint User;

    [FieldOffset(24)]
    public uint Group;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(40)]
    public long Size;

    [FieldOffset(80)]
    public long BornSeconds;

    [FieldOffset(88)]
    public uint BornNanoseconds;

    [FieldOffset(96)]
    public long ChangedSeconds;

    [FieldOffset(104)]
    public uint ChangedNanoseconds;

    [FieldOffset(112)]
    public long ModifiedSeconds;

    [FieldOffset(120)]
    public uint ModifiedNanoseconds;

    [FieldOffset(136)]
    public uint DeviceMajor;

    [FieldOffset(140)]
    public uint DeviceMinor;

    public readonly bool IsLink => (Mode & TypeMask) == LinkType;

    public readonly FileIdentity Identity => new(((ulong)DeviceMajor << 32) | DeviceMinor, Inode);

    public readonly FileStatus ToFileStatus() => new(
        Identity,
        Size,
        (ModifiedSeconds * 1_000_000_000) + ModifiedNanoseconds,
        (ChangedSeconds * 1_000_000_000) + ChangedNanoseconds,
        new FileOwner(User, Group, (uint)(Mode & ~TypeMask)),
        (Mode & TypeMask) switch
        {
            FileType => FileKind.File,
            DirectoryType => FileKind.Directory,
            _ => FileKind.Other,
        },
        Links,
        (BornSeconds * 1_000_000_000) + BornNanoseconds);
}
