namespace Ledgerline.FileSystem;

/// <summary>What the file system says of a file.</summary>
internal readonly record struct FileStatus(
    FileIdentity Identity, long Length, long ModifiedNs, long ChangedNs, FileOwner Owner, FileKind Kind, uint Links)
{
    public bool IsDirectory => Kind == FileKind.Directory;

    /// <summary>Whether two looks at a path saw the same file with the same content, as far as times can tell.</summary>
    public bool LooksUnchangedFrom(FileStatus earlier) =>
        Identity == earlier.Identity
        && Length == earlier.Length
        && ModifiedNs == earlier.ModifiedNs
        && ChangedNs == earlier.ChangedNs;
}
