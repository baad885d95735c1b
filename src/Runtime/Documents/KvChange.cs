namespace Ledgerline;

/// <summary>A document was written or deleted, by this process, another one or a hand.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Key">The document's key.</param>
public readonly record struct KvChange(KvChangeKind Kind, string Key);
