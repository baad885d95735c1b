namespace Ledgerline.FileSystem;

/// <summary>Who may use a file: what a replacement or a companion takes over, so that an administrator's root may work on a service's log.</summary>
internal readonly record struct FileOwner(uint User, uint Group, uint Permissions);
