namespace Ledgerline.Generator;

/// <summary>The base of a closed hierarchy: an object whose discriminator says which case it is.</summary>
/// <param name="Discriminator">The JSON name of the discriminator.</param>
/// <param name="Cases">At least one.</param>
internal sealed record JsonHierarchy(
    string Id, string TypeName, string DisplayName, string HintName, string Discriminator, EquatableArray<JsonCase> Cases)
    : JsonType(Id, TypeName, DisplayName, HintName);
