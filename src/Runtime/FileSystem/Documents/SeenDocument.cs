namespace Ledgerline.FileSystem;

/// <summary>What a watch saw under a key.</summary>
/// <param name="Status">The status of what stood there.</param>
/// <param name="IsSettled">Whether any later change is certain to show in the status.</param>
/// <param name="ETag">The tag of what was there, where it is known.</param>
internal readonly record struct SeenDocument(FileStatus Status, bool IsSettled, string? ETag)
{
    /// <summary>A directory or a link can have a document's name, and is none.</summary>
    public bool IsDocument => Status.Kind == FileKind.File;
}
