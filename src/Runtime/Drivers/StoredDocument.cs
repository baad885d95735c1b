namespace Ledgerline.Drivers;

/// <summary>A document's bytes and the ETag of exactly these bytes.</summary>
/// <param name="Content">The content, UTF-8 JSON. The memory never changes.</param>
/// <param name="ETag">The strong tag of the content.</param>
/// <remarks>Two are equal where their tags are.</remarks>
public sealed record StoredDocument(ReadOnlyMemory<byte> Content, string ETag)
{
    private StoredDocument(StoredDocument original)
    {
        // IsJson is of this content only.
        Content = original.Content;
        ETag = original.ETag;
    }

    /// <summary>Whether the content was found to be JSON, so that who is given the same document need not look again.</summary>
    internal bool IsJson { get; set; }

    /// <inheritdoc/>
    public bool Equals(StoredDocument? other) => other is not null && ETag == other.ETag;

    /// <inheritdoc/>
    public override int GetHashCode() => ETag.GetHashCode(StringComparison.Ordinal);
}
