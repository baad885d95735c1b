namespace Ledgerline.Generator;

/// <summary>A type that gets a serializer of its own: an object, a hierarchy or an enum.</summary>
/// <param name="Id">The identifier among generated types.</param>
/// <param name="TypeName">The type, fully qualified.</param>
/// <param name="DisplayName">The name that messages use.</param>
/// <param name="HintName">The name of the generated file, without its extension.</param>
internal abstract record JsonType(string Id, string TypeName, string DisplayName, string HintName);
