namespace Ledgerline.Generator;

/// <summary>An object whose member names are keys.</summary>
/// <param name="Id">Names the methods that read and write it.</param>
/// <param name="IsImmutable">Whether it is an ImmutableDictionary.</param>
/// <param name="Item">The form of its values.</param>
internal sealed record DictionaryValue(string TypeName, string Id, bool IsImmutable, JsonValue Item)
    : JsonValue(TypeName, IsReference: true);
