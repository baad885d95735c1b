namespace Ledgerline.Generator;

/// <summary>An object with members.</summary>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="Members">In the order in which they are written.</param>
/// <param name="Arguments">Of the constructor, in its order.</param>
/// <param name="Values">The collections and converters that members are made of, each of which gets code of its own.</param>
/// <param name="Creator">What the constructor is called through; null where that is <c>new</c>.</param>
/// <param name="Extension">The member that takes what no other does.</param>
/// <param name="Unknown">What happens to a member that there is no place for.</param>
internal sealed record JsonObject(
    string Id,
    string TypeName,
    string DisplayName,
    string HintName,
    bool IsValueType,
    EquatableArray<JsonMember> Members,
    EquatableArray<ConstructorArgument> Arguments,
    EquatableArray<JsonValue> Values,
    UnsafeAccessor? Creator,
    JsonMember? Extension,
    UnknownMembers Unknown)
    : JsonType(Id, TypeName, DisplayName, HintName);
