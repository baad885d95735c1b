namespace Ledgerline.Postgres;

/// <summary>
/// What tells one version of a document from all others: who put it tells the same content put again, and its content tells
/// a change by hand.
/// </summary>
/// <param name="WriteId">The write that made it.</param>
/// <param name="Content">The first half of its content's tag.</param>
internal readonly record struct DocumentVersion(Guid WriteId, Guid Content)
{
    private const int HalfInHex = 32;

    /// <param name="writeId">The write that made it.</param>
    /// <param name="etag">The content's tag, in hex.</param>
    public static DocumentVersion Of(Guid writeId, string etag) => new(writeId, Guid.ParseExact(etag.AsSpan(0, HalfInHex), "N"));
}
