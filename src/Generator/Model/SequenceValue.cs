namespace Ledgerline.Generator;

/// <summary>An array.</summary>
/// <param name="Id">Names the methods that read and write it.</param>
/// <param name="Kind">The kind of collection.</param>
/// <param name="Item">The form of its items.</param>
internal sealed record SequenceValue(string TypeName, bool IsReference, string Id, SequenceKind Kind, JsonValue Item)
    : JsonValue(TypeName, IsReference);
