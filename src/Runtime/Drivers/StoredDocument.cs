namespace Ledgerline.Drivers;

/// <summary>A document's bytes and the ETag of exactly these bytes.</summary>
/// <param name="Content">The content, UTF-8 JSON. The memory never changes.</param>
/// <param name="ETag">The strong tag of the content.</param>
public sealed record StoredDocument(ReadOnlyMemory<byte> Content, string ETag);
