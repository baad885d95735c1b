using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Parses one type that has a serializer of its own.</summary>
internal static class TypeParser
{
    /// <returns>One type, or two: a base that has values of its own is a hierarchy and, without its cases, an object.</returns>
    public static IEnumerable<JsonType> Parse(ParseContext context, INamedTypeSymbol type, Location origin)
    {
        context.IsUnresolved |= !SymbolNames.IsNamed(type);
        if (type.TypeKind == TypeKind.Enum)
        {
            yield return EnumParser.Parse(context, type, origin);
            yield break;
        }

        UnsupportedAttributes.Check(type, context, origin);
        if (UnknownCaseParser.IsUnknown(type))
        {
            context.Report(
                Descriptors.InvalidUnknownCase,
                ParseContext.LocationOf(type, origin),
                SymbolNames.Display(type),
                "it is stored by itself too, where nothing is unknown; store its hierarchy");
            yield break;
        }

        bool isHierarchy = HierarchyCases.IsHierarchy(type);
        if (isHierarchy)
        {
            yield return new HierarchyParser(context, type, origin).Parse();
        }
        else
        {
            CheckPolymorphic(context, type, origin);
        }

        if (!type.IsAbstract && new ObjectParser(context, type, origin).Parse() is { } parsed)
        {
            yield return isHierarchy
                ? parsed with { Id = parsed.Id + HierarchyParser.Itself, HintName = parsed.HintName + HierarchyParser.Itself }
                : parsed;
        }
    }

    private static void CheckPolymorphic(ParseContext context, INamedTypeSymbol type, Location origin)
    {
        foreach (string name in new[] { "Polymorphic", "DerivedType" })
        {
            if (KnownAttributes.Json(type, name) is { } attribute)
            {
                context.Report(
                    Descriptors.UnsupportedAttribute,
                    KnownAttributes.LocationOf(attribute, type, origin),
                    "Json" + name,
                    SymbolNames.Display(type),
                    "make the type an abstract record, nest its cases in it as sealed ones, or list them with [JsonDerivedType]");
            }
        }
    }
}
