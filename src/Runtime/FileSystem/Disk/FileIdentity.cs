namespace Ledgerline.FileSystem;

/// <summary>Which file this is, whatever its path: device and inode.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode);
