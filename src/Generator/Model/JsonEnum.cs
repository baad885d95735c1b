namespace Ledgerline.Generator;

/// <summary>An enum by name.</summary>
/// <param name="Names">Of the values that have exactly one; the others are left to the runtime.</param>
internal sealed record JsonEnum(
    string Id, string TypeName, string DisplayName, string HintName, EquatableArray<EnumName> Names)
    : JsonType(Id, TypeName, DisplayName, HintName);
