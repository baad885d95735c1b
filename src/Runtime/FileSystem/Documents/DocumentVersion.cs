using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>A document as it was read from its file.</summary>
/// <param name="Document">Its content and ETag.</param>
/// <param name="Status">The file's status, taken before the content was read.</param>
/// <param name="IsSettled">Whether any later change of the file is certain to show in its status.</param>
internal sealed record DocumentVersion(StoredDocument Document, FileStatus Status, bool IsSettled) : CachedContent(Status)
{
    /// <inheritdoc/>
    public override long Size => Document.Content.Length;
}
