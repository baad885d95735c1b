namespace Ledgerline.Generator;

/// <summary>An object with a serializer of its own, named by its identifier so that models of recursive types end.</summary>
internal sealed record ObjectValue(string TypeName, bool IsReference, string Id) : JsonValue(TypeName, IsReference);
