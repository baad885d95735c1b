namespace Ledgerline.Generator;

/// <summary>An enum.</summary>
/// <param name="Id">The identifier of what writes and reads it by name.</param>
/// <param name="Number">Its underlying number where it is written as that.</param>
internal sealed record EnumValue(string TypeName, string Id, ScalarValue? Number) : JsonValue(TypeName, IsReference: false);
