using Microsoft.CodeAnalysis;

namespace Ledgerline.CodeFixes;

/// <summary>What a case belongs to.</summary>
internal static class Hierarchies
{
    /// <summary>The base that a type is a case of: the annotated one, or else the one farthest away.</summary>
    public static INamedTypeSymbol? Of(INamedTypeSymbol type)
    {
        INamedTypeSymbol[] bases = [.. Bases(type)];
        return bases.FirstOrDefault(static each => each.GetAttributes().Any(Annotations.IsAnnotation)) ?? bases.LastOrDefault();
    }

    /// <summary>Whether a type stands in another, or in one that does.</summary>
    public static bool IsWithin(INamedTypeSymbol type, INamedTypeSymbol outer) =>
        type.ContainingType is { } containing
        && (SymbolEqualityComparer.Default.Equals(containing, outer) || IsWithin(containing, outer));

    /// <summary>The types in a type, and in those.</summary>
    public static IEnumerable<INamedTypeSymbol> Nested(INamedTypeSymbol type) =>
        type.GetTypeMembers().SelectMany(static nested => Nested(nested).Prepend(nested));

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        foreach (INamedTypeSymbol implemented in type.Interfaces.Where(static each => each.GetAttributes().Any(Annotations.IsAnnotation)))
        {
            yield return implemented;
        }

        for (INamedTypeSymbol? each = type.BaseType; each is { SpecialType: SpecialType.None }; each = each.BaseType)
        {
            yield return each;
        }
    }
}
