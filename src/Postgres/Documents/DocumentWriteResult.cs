namespace Ledgerline.Postgres;

/// <summary>What a statement that changes a document answered.</summary>
/// <param name="IsDone">Whether it did.</param>
/// <param name="ETag">The tag of what was there when it began, or null.</param>
/// <param name="WriteId">The id under which it did.</param>
internal readonly record struct DocumentWriteResult(bool IsDone, string? ETag, Guid WriteId);
