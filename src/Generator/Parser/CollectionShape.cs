namespace Ledgerline.Generator;

/// <summary>What a collection is.</summary>
/// <param name="IsDictionary">Whether it has keys.</param>
/// <param name="Sequence">What it is made as, without keys.</param>
/// <param name="IsImmutable">Whether it is made through a builder, with keys.</param>
internal sealed record CollectionShape(bool IsDictionary, SequenceKind Sequence = default, bool IsImmutable = false);
