using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Reads [JsonIgnore].</summary>
internal static class IgnoreRules
{
    /// <summary>What the member says; null where it says nothing.</summary>
    public static IgnoreRule? Of(ISymbol member) =>
        KnownAttributes.Json(member, "Ignore") is not { } attribute ? null
        : KnownAttributes.Named(attribute, "Condition") is int condition ? (IgnoreRule)condition
        : IgnoreRule.Always;
}
