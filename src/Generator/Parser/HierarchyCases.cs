using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Finds the cases of a hierarchy by symbols alone.</summary>
internal static class HierarchyCases
{
    private const string DefaultDiscriminator = "kind";

    /// <summary>Whether a type is written as the base of a hierarchy: an abstract one, or one that lists its cases.</summary>
    public static bool IsHierarchy(INamedTypeSymbol type) => type.IsAbstract || Listed(type).Any();

    /// <summary>Whether a type has anything that it could be the hierarchy of.</summary>
    public static bool HasAny(INamedTypeSymbol type) => Of(type).Count > 0;

    /// <summary>
    /// The cases: types nested in the base, or in a base around it, by their order in the source; then the listed ones. An
    /// abstract case stands for its own cases.
    /// </summary>
    public static IReadOnlyList<HierarchyCase> Of(INamedTypeSymbol type)
    {
        var listings = new Dictionary<ISymbol, AttributeData>(SymbolEqualityComparer.Default);
        var listed = new List<INamedTypeSymbol>();
        INamedTypeSymbol[] nested = [.. Nested(Scope(type), type)];
        CollectListed(type, listings, listed);
        foreach (INamedTypeSymbol between in nested.Where(static each => each.IsAbstract))
        {
            CollectListed(between, listings, listed);
        }

        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        return
        [
            .. nested.Concat(listed)
                .Where(each => !each.IsAbstract && seen.Add(each))
                .Select(each => new HierarchyCase(each, listings.TryGetValue(each, out AttributeData? listing) ? listing : null)),
        ];
    }

    /// <summary>The discriminators of the hierarchies that a type is a case of.</summary>
    public static IEnumerable<string> DiscriminatorsAround(INamedTypeSymbol type)
    {
        foreach (INamedTypeSymbol parent in Bases(type).Prepend(type))
        {
            if (!ObjectRules.IsOfTheFramework(parent) && IsHierarchy(parent) && Of(parent).Any(each => SymbolEqualityComparer.Default.Equals(each.Type, type)))
            {
                yield return Discriminator(parent);
            }
        }
    }

    /// <summary>The JSON name of the discriminator: the type's own, or that of the hierarchy that it is a part of.</summary>
    public static string Discriminator(INamedTypeSymbol type)
    {
        foreach (INamedTypeSymbol each in Bases(type).Prepend(type))
        {
            if (KnownAttributes.Json(each, "Polymorphic") is { } attribute
                && KnownAttributes.Named(attribute, "TypeDiscriminatorPropertyName") is string name)
            {
                return name;
            }
        }

        return DefaultDiscriminator;
    }

    /// <summary>The attributes that list cases.</summary>
    public static IEnumerable<AttributeData> Listed(INamedTypeSymbol type) => type.GetAttributes()
        .Where(static attribute => attribute.AttributeClass is { Name: "JsonDerivedTypeAttribute" } name && KnownAttributes.IsJson(name));

    /// <summary>The classes that a type derives from, the nearest first, then the interfaces that it implements, but for those of .NET.</summary>
    public static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type.BaseType; each is { SpecialType: SpecialType.None }; each = each.BaseType)
        {
            yield return each;
        }

        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (!ObjectRules.IsOfTheFramework(implemented))
            {
                yield return implemented;
            }
        }
    }

    public static bool Derives(INamedTypeSymbol type, INamedTypeSymbol parent) =>
        Bases(type).Any(each => SymbolEqualityComparer.Default.Equals(each, parent));

    /// <summary>The outermost base that the type is nested in: there its cases may stand beside it.</summary>
    private static INamedTypeSymbol Scope(INamedTypeSymbol type)
    {
        INamedTypeSymbol scope = type;
        while (scope.ContainingType is { } outer && Derives(type, outer))
        {
            scope = outer;
        }

        return scope;
    }

    private static IEnumerable<INamedTypeSymbol> Nested(INamedTypeSymbol scope, INamedTypeSymbol type)
    {
        foreach (INamedTypeSymbol nested in scope.GetTypeMembers())
        {
            if (Derives(nested, type))
            {
                yield return nested;
            }

            if (Derives(nested, scope))
            {
                foreach (INamedTypeSymbol deeper in Nested(nested, type))
                {
                    yield return deeper;
                }
            }
        }
    }

    private static void CollectListed(INamedTypeSymbol type, Dictionary<ISymbol, AttributeData> listings, List<INamedTypeSymbol> listed)
    {
        foreach (AttributeData attribute in Listed(type))
        {
            if (KnownAttributes.Argument(attribute) is not INamedTypeSymbol each
                || listings.ContainsKey(each)
                || !(SymbolEqualityComparer.Default.Equals(each, type) || Derives(each, type)))
            {
                continue;
            }

            listings.Add(each, attribute);
            if (!each.IsAbstract)
            {
                listed.Add(each);
            }
            else if (!SymbolEqualityComparer.Default.Equals(each, type))
            {
                listed.AddRange(Nested(each, each));
                CollectListed(each, listings, listed);
            }
        }
    }
}
