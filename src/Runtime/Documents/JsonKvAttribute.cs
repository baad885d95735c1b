namespace Ledgerline;

/// <summary>
/// Makes a partial record a type of document, stored by key: the generator adds its serializer, its
/// <see cref="IJsonKvRecord{TSelf}"/> and a named accessor on <see cref="Project"/>. With a <see cref="Key"/> it is the
/// type of one document, and gets <see cref="IJsonDocumentRecord{TSelf}"/> in its place.
/// </summary>
/// <param name="set">
/// The persisted name of the set, 1-128 of <c>A-Z a-z 0-9 _ -</c>, or null for the project's set-less store, which at
/// most one type of an assembly may take as a whole.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class JsonKvAttribute(string? set = null) : Attribute
{
    /// <summary>The persisted name of the set, or null for the set-less store.</summary>
    public string? Set { get; } = set;

    /// <summary>
    /// The key that pins the record to one document, 1-128 of <c>A-Z a-z 0-9 _ -</c>: it is opened with
    /// <c>project.Document&lt;T&gt;()</c>, and no key is given any more. Where it is not set, there is a document for each
    /// key, opened with <c>project.Kv&lt;T&gt;()</c>.
    /// </summary>
    /// <remarks>
    /// A pinned document is one of its set, or of the set-less store: a type that takes the whole set lists it, and reads
    /// and writes it under its key as its own type. The compiler lets both be; keep other keys to that type.
    /// </remarks>
    public string? Key { get; set; }

    /// <summary>How durable an acknowledged put is; where it is not set, the driver's setting counts.</summary>
    public Durability Durability { get; set; }

    /// <summary>The name of the generated accessor, where <c>&lt;Type&gt;Kv</c> or <c>&lt;Type&gt;Document</c> would clash.</summary>
    public string? Accessor { get; set; }
}
