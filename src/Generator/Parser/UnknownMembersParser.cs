using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Reads [JsonUnmappedMemberHandling].</summary>
internal static class UnknownMembersParser
{
    public static UnknownMembers Parse(ParseContext context, INamedTypeSymbol type, bool hasExtensionData, Location origin)
    {
        if (KnownAttributes.Json(type, "UnmappedMemberHandling") is not { } attribute)
        {
            return UnknownMembers.AsOptionsSay;
        }

        bool isRefused = KnownAttributes.Argument(attribute) is 1;
        if (isRefused && hasExtensionData)
        {
            context.Report(
                Descriptors.UnsupportedAttribute,
                KnownAttributes.LocationOf(attribute, type, origin),
                "JsonUnmappedMemberHandling",
                SymbolNames.Display(type),
                "its extension data take every unknown member");
        }

        return isRefused ? UnknownMembers.Refused : UnknownMembers.Skipped;
    }
}
