using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Refuses attributes that would change the JSON and are not honoured: silence would store something else.</summary>
internal static class UnsupportedAttributes
{
    private static readonly Dictionary<string, string> OnMembers = new()
    {
        ["JsonObjectCreationHandlingAttribute"] = "members are always replaced",
    };

    private static readonly Dictionary<string, string> OnTypes = new()
    {
        ["JsonObjectCreationHandlingAttribute"] = "members are always replaced",
    };

    public static void CheckMember(ISymbol member, ParseContext context, Location origin) =>
        Check(member, OnMembers, context, origin);

    public static void CheckType(INamedTypeSymbol type, ParseContext context, Location origin) =>
        Check(type, OnTypes, context, origin);

    private static void Check(ISymbol symbol, Dictionary<string, string> refused, ParseContext context, Location origin)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type
                && refused.TryGetValue(type.Name, out string? wayOut)
                && KnownAttributes.IsJson(type))
            {
                context.Report(
                    Descriptors.UnsupportedAttribute,
                    KnownAttributes.LocationOf(attribute, symbol, origin),
                    type.Name.Substring(0, type.Name.Length - "Attribute".Length),
                    SymbolNames.Display(symbol),
                    wayOut);
            }
        }
    }
}
