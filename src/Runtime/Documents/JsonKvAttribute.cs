namespace Ledgerline;

/// <summary>
/// Makes a partial record a type of document, stored by key: the generator adds its serializer, its
/// <see cref="IJsonKvRecord{TSelf}"/> and a named accessor on <see cref="Project"/>.
/// </summary>
/// <param name="set">
/// The persisted name of the set, 1-128 of <c>A-Z a-z 0-9 _ -</c>, or null for the project's set-less store, which at
/// most one type of an assembly may take.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class JsonKvAttribute(string? set = null) : Attribute
{
    /// <summary>The persisted name of the set, or null for the set-less store.</summary>
    public string? Set { get; } = set;

    /// <summary>How durable an acknowledged put is; where it is not set, the driver's setting counts.</summary>
    public Durability Durability { get; set; }

    /// <summary>The name of the generated accessor, where <c>&lt;Type&gt;Kv</c> would clash.</summary>
    public string? Accessor { get; set; }
}
