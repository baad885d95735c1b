namespace Ledgerline.Generator;

/// <summary>A JsonElement: any JSON.</summary>
internal sealed record ElementValue(string TypeName) : JsonValue(TypeName, IsReference: false);
