namespace Ledgerline.Generator;

/// <summary>A value or null.</summary>
/// <param name="Inner">The value.</param>
internal sealed record NullableValue(string TypeName, bool IsReference, JsonValue Inner) : JsonValue(TypeName, IsReference);
