namespace Ledgerline.Generator;

/// <summary>The form of a value in JSON.</summary>
/// <param name="TypeName">The type, fully qualified.</param>
/// <param name="IsReference">Whether C# would let it be null.</param>
internal abstract record JsonValue(string TypeName, bool IsReference);
