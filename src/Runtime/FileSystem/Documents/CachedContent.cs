namespace Ledgerline.FileSystem;

/// <summary>What was read of a file or a directory.</summary>
/// <param name="Status">Its status, taken before it was read.</param>
internal abstract record CachedContent(FileStatus Status)
{
    /// <summary>About how much memory it takes, in bytes.</summary>
    public abstract long Size { get; }
}
