namespace Ledgerline;

/// <summary>What a truncation removed.</summary>
/// <param name="Removed">The number of entries removed.</param>
public readonly record struct TruncateResult(long Removed);
