namespace Ledgerline.Generator;

/// <summary>What an UnsafeAccessor reaches.</summary>
internal enum UnsafeAccessorKind
{
    Getter,
    Setter,
    Field,
    Constructor,
}
