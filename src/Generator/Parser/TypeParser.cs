using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Parses one type that is a JSON object.</summary>
internal static class TypeParser
{
    public static JsonType? Parse(ParseContext context, INamedTypeSymbol type, Location origin)
    {
        UnsupportedAttributes.CheckType(type, context, origin);
        if (HierarchyParser.IsHierarchy(type))
        {
            return HierarchyParser.Parse(context, type, origin);
        }

        foreach (string name in new[] { "Polymorphic", "DerivedType" })
        {
            if (KnownAttributes.Json(type, name) is { } attribute)
            {
                context.Report(
                    Descriptors.UnsupportedAttribute,
                    KnownAttributes.LocationOf(attribute, type, origin),
                    "Json" + name,
                    SymbolNames.Display(type),
                    "make the type abstract and nest its cases in it as sealed records");
            }
        }

        return new ObjectParser(context, type, origin).Parse();
    }
}
