namespace Ledgerline.Generator;

/// <summary>An object whose member names are keys.</summary>
/// <param name="Id">Names the methods that read and write it.</param>
/// <param name="Shape">How the collection is made.</param>
/// <param name="Key">The form of its keys: a scalar or an enum.</param>
/// <param name="KeyNames">What becomes of a key when it is written.</param>
/// <param name="Item">The form of its values.</param>
internal sealed record DictionaryValue(
    string TypeName, string Id, CollectionShape Shape, JsonValue Key, NamePolicy KeyNames, JsonValue Item)
    : JsonValue(TypeName, IsReference: true);
