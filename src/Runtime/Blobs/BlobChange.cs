namespace Ledgerline;

/// <summary>A blob was written or deleted, by this process, another one or a hand.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Path">The blob's path.</param>
public readonly record struct BlobChange(BlobChangeKind Kind, string Path);
