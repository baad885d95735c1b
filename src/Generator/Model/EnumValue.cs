namespace Ledgerline.Generator;

/// <summary>An enum, by name.</summary>
internal sealed record EnumValue(string TypeName) : JsonValue(TypeName, IsReference: false);
