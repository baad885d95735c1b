using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>The collections of .NET that are supported.</summary>
internal static class Collections
{
    private static readonly Dictionary<string, CollectionShape> Shapes = new()
    {
        ["System.Collections.Generic.List`1"] = new(false, SequenceKind.List),
        ["System.Collections.Generic.IList`1"] = new(false, SequenceKind.List),
        ["System.Collections.Generic.ICollection`1"] = new(false, SequenceKind.List),
        ["System.Collections.Generic.IEnumerable`1"] = new(false, SequenceKind.List),
        ["System.Collections.Generic.IReadOnlyList`1"] = new(false, SequenceKind.List),
        ["System.Collections.Generic.IReadOnlyCollection`1"] = new(false, SequenceKind.List),
        ["System.Collections.Immutable.ImmutableArray`1"] = new(false, SequenceKind.ImmutableArray),
        ["System.Collections.Generic.Dictionary`2"] = new(true),
        ["System.Collections.Generic.IDictionary`2"] = new(true),
        ["System.Collections.Generic.IReadOnlyDictionary`2"] = new(true),
        ["System.Collections.Immutable.ImmutableDictionary`2"] = new(true, IsImmutable: true),
    };

    public static CollectionShape? Find(INamedTypeSymbol type) =>
        type is { IsGenericType: true, ContainingType: null }
        && Shapes.TryGetValue($"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}", out CollectionShape? shape)
            ? shape
            : null;
}
