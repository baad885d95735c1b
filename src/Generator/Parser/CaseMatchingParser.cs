using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Decides what Match and Switch of a hierarchy look like.</summary>
internal static class CaseMatchingParser
{
    /// <returns>
    /// Null for a type that is no hierarchy, or of another assembly, which has its own; and for a generic one of nullable
    /// references, whose methods could not be told from those of one without.
    /// </returns>
    public static CaseMatching? Parse(ParseContext context, INamedTypeSymbol type)
    {
        if (!HierarchyCases.IsHierarchy(type)
            || OfNullables(type)
            || !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, context.Compilation.Assembly))
        {
            return null;
        }

        INamedTypeSymbol[] cases =
        [
            .. HierarchyCases.Of(type).Select(static each => each.Type).Where(each => ObjectRules.IsAccessible(each, context.Compilation) && !ObjectRules.IsOpen(each)),
        ];
        bool isItself = !type.IsAbstract && !cases.Contains(type, SymbolEqualityComparer.Default);
        if (isItself)
        {
            cases = [.. cases, type];
        }

        // Of a generic hierarchy only the closed types that are stored are known here; others may know others.
        bool isGeneric = ObjectRules.IsGeneric(type);
        bool hasMatch = type.GetMembers("Match").IsEmpty;
        bool hasSwitch = type.GetMembers("Switch").IsEmpty;
        return cases.Length == 0 || !(hasMatch || hasSwitch) ? null : new CaseMatching(
            SymbolNames.Id(type),
            SymbolNames.TypeName(type),
            SymbolNames.Display(type),
            SymbolNames.HintName(type),
            SymbolNames.Namespace(type),
            type.TypeKind == TypeKind.Class && !isGeneric && IsPartial(type, context.CancellationToken) ? PartialTypes.Declarations(type) : new EquatableArray<string>([]),
            ExtensionClass(type, context.Compilation),
            !isGeneric && PartialTypes.IsPublic(type) && cases.All(PartialTypes.IsPublic) ? "public" : "internal",
            hasMatch,
            hasSwitch,
            new EquatableArray<MatchedCase>([.. Arguments(type, cases)]));
    }

    private static bool OfNullables(INamedTypeSymbol type) =>
        type.TypeArguments.Any(static argument => argument is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated });

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (!PartialTypes.IsPartial(outer, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<MatchedCase> Arguments(INamedTypeSymbol type, INamedTypeSymbol[] cases)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (INamedTypeSymbol each in cases)
        {
            // Of two cases of one name each is called after the type around it too.
            bool isAlone = cases.Count(other => other.Name == each.Name) == 1;
            string name = CamelCase.Convert(isAlone || each.ContainingType is not { } outer || SymbolEqualityComparer.Default.Equals(outer, type)
                ? each.Name
                : outer.Name + each.Name);
            string unique = name;
            for (int i = 2; !taken.Add(unique); i++)
            {
                unique = name + i.ToString(CultureInfo.InvariantCulture);
            }

            yield return new MatchedCase(
                SymbolNames.Identifier(unique), SymbolNames.TypeName(each), SymbolNames.Display(each), each.IsSealed);
        }
    }

    private static string ExtensionClass(INamedTypeSymbol type, Compilation compilation)
    {
        string name = "MatchExtensions";
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            name = SymbolNames.Simple(outer) + name;
        }

        while (type.ContainingNamespace.GetTypeMembers(name).Any(existing => SymbolEqualityComparer.Default.Equals(existing.ContainingAssembly, compilation.Assembly)))
        {
            name += "_";
        }

        return name;
    }
}
