using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Refuses attributes that would change the JSON and are not honoured: silence would store something else.</summary>
internal static class UnsupportedAttributes
{
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["JsonObjectCreationHandlingAttribute"] = "members are always replaced",
    };

    /// <summary>Checks a type or a member.</summary>
    public static void Check(ISymbol symbol, ParseContext context, Location origin)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type
                && Refused.TryGetValue(type.Name, out string? wayOut)
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
