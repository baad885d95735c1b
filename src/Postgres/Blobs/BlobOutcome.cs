namespace Ledgerline.Postgres;

/// <summary>What became of a write or a deletion, as watches of the same process want to know it.</summary>
/// <param name="Result">The result for who called.</param>
/// <param name="IsChange">Whether something changed.</param>
/// <param name="WasThere">Whether a blob was stored before.</param>
/// <param name="BlobId">The version that is stored; null where none is.</param>
/// <param name="Life">The project's life.</param>
internal readonly record struct BlobOutcome<TResult>(TResult Result, bool IsChange, bool WasThere, Guid? BlobId, Guid Life);
