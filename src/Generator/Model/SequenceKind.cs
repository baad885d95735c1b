namespace Ledgerline.Generator;

/// <summary>What a collection is made as.</summary>
internal enum SequenceKind
{
    Array,
    List,
    ImmutableArray,
}
