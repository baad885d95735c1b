namespace Ledgerline.FileSystem;

/// <summary>Why to look at a document.</summary>
/// <param name="IsNamed">Whether a notification named it; otherwise it is looked at because all are, or once more.</param>
/// <param name="IsOwn">Whether this process put or deleted it.</param>
/// <param name="WasPut">Whether this process put it, whatever came afterwards.</param>
/// <param name="ETag">The tag of what this process put last; null where it deleted it last.</param>
internal readonly record struct DocumentHint(bool IsNamed, bool IsOwn, bool WasPut, string? ETag)
{
    /// <summary>Adds a notification.</summary>
    public DocumentHint WithName() => this with { IsNamed = true };

    /// <summary>Adds a write of this process.</summary>
    public DocumentHint With(string? etag) => this with { IsOwn = true, WasPut = WasPut || etag is not null, ETag = etag };
}
