namespace Ledgerline.Generator;

/// <summary>The base of a closed hierarchy: an object whose discriminator says which case it is.</summary>
/// <param name="Discriminator">The JSON name of the discriminator.</param>
/// <param name="Cases">At least one.</param>
/// <param name="WithoutDiscriminator">The serializer of an object without a discriminator: the base's own; null where that is an error.</param>
/// <param name="IgnoresUnknown">Whether an object with an unknown discriminator is read as one without.</param>
/// <param name="Unknown">The case of an object with an unknown discriminator; null where that is an error.</param>
internal sealed record JsonHierarchy(
    string Id,
    string TypeName,
    string DisplayName,
    string HintName,
    string Discriminator,
    EquatableArray<JsonCase> Cases,
    string? WithoutDiscriminator,
    bool IgnoresUnknown,
    JsonUnknownCase? Unknown)
    : JsonType(Id, TypeName, DisplayName, HintName);
