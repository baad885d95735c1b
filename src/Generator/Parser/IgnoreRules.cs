using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Reads [JsonIgnore].</summary>
internal static class IgnoreRules
{
    public static IgnoreRule Of(IPropertySymbol property) =>
        KnownAttributes.Json(property, "Ignore") is not { } attribute ? IgnoreRule.Never
        : KnownAttributes.Named(attribute, "Condition") is int condition ? (IgnoreRule)condition
        : IgnoreRule.Always;
}
