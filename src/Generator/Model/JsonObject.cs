namespace Ledgerline.Generator;

/// <summary>An object with members.</summary>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="Members">In the order in which they are written.</param>
/// <param name="Arguments">Of the constructor, in its order.</param>
/// <param name="Values">The collections and converters that members are made of, each of which gets code of its own.</param>
internal sealed record JsonObject(
    string Id,
    string TypeName,
    string DisplayName,
    string HintName,
    bool IsValueType,
    EquatableArray<JsonMember> Members,
    EquatableArray<ConstructorArgument> Arguments,
    EquatableArray<JsonValue> Values)
    : JsonType(Id, TypeName, DisplayName, HintName);
