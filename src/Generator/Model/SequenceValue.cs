namespace Ledgerline.Generator;

/// <summary>An array.</summary>
/// <param name="Id">Names the methods that read and write it.</param>
/// <param name="Shape">How the collection is made.</param>
/// <param name="Item">The form of its items.</param>
internal sealed record SequenceValue(string TypeName, bool IsReference, string Id, CollectionShape Shape, JsonValue Item)
    : JsonValue(TypeName, IsReference);
