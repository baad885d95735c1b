using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>The key that an annotation pins its record to.</summary>
internal static class PinnedKeyParser
{
    /// <returns>Whether the annotation has a key; one that breaks the rule is reported and pins all the same.</returns>
    public static bool TryParse(ParseContext context, INamedTypeSymbol type, AttributeData attribute, out string? key)
    {
        key = KnownAttributes.Named(attribute, "Key") as string;
        if (!KnownAttributes.IsNamed(attribute, "Key"))
        {
            return false;
        }

        if (!StorageNameRule.IsValid(key))
        {
            context.Report(Descriptors.InvalidName, KnownAttributes.LocationOf(attribute, "Key", type), key ?? "null");
        }

        return true;
    }
}
