namespace Ledgerline.FileSystem;

/// <summary>What the file system says of a file.</summary>
internal readonly record struct FileStatus(
    FileIdentity Identity, long Length, long ModifiedNs, long ChangedNs, FileOwner Owner, FileKind Kind, uint Links, long BornNs = 0)
{
    public bool IsDirectory => Kind == FileKind.Directory;

    /// <summary>How far the system's clock may stand still: files are stamped by its ticks, of 10 ms at most.</summary>
    private const long TickNs = 20_000_000;

    /// <summary>The same where a file system keeps whole or every other second only.</summary>
    private const long CoarseTickNs = 2_500_000_000;

    private const long SecondNs = 1_000_000_000;

    /// <summary>
    /// Whether any change after now is certain to show in the times: two changes within one tick of the clock may not
    /// (git calls such a file racily clean). A clock that is set back is not found out.
    /// </summary>
    /// <param name="nowNs">Now, by the clock that stamps the files: <see cref="Disk.Now"/>.</param>
    public bool IsSettled(long nowNs) => nowNs - ChangedNs > (ChangedNs % SecondNs == 0 ? CoarseTickNs : TickNs);

    /// <summary>Whether two looks at a path saw the same file with the same content, as far as times can tell.</summary>
    public bool LooksUnchangedFrom(FileStatus earlier) =>
        Identity == earlier.Identity
        && Length == earlier.Length
        && ModifiedNs == earlier.ModifiedNs
        && ChangedNs == earlier.ChangedNs;
}
