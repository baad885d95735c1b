namespace Ledgerline.Drivers;

/// <summary>What a file system cannot hold at once, refused by every driver in the same words.</summary>
public static class BlobRefusal
{
    /// <summary>A blob stands where a directory would be.</summary>
    /// <param name="place">The blob that was to be written, for the message.</param>
    /// <param name="above">The path of the blob that stands in the way.</param>
    public static StorageException BlobAbove(string place, string above) => new(
        "write", place, $"'{above}' is a blob, and there can be none below it", $"Delete '{above}', or choose another path.");

    /// <summary>Blobs stand below the path.</summary>
    /// <param name="place">The blob that was to be written, for the message.</param>
    /// <param name="path">Its path.</param>
    public static StorageException BlobsBelow(string place, string path) => new(
        "write", place, $"there are files below '{path}/', so it cannot be one", $"Delete all that begins with '{path}/', or choose another path.");
}
