namespace Ledgerline;

/// <summary>What an annotation says of documents: <see cref="JsonKvAttribute"/> or <see cref="JsonKvAttribute{T}"/>.</summary>
public abstract class JsonKvSettingsAttribute : Attribute
{
    private protected JsonKvSettingsAttribute(string? set) => Set = set;

    /// <summary>The persisted name of the set, or null for the set-less store.</summary>
    public string? Set { get; }

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

    /// <summary>
    /// One's own System.Text.Json context, such as <c>typeof(MyContext)</c>: its contract writes and reads the type, and no
    /// serializer is generated. Where it is not set, the generator writes the serializer.
    /// </summary>
    public Type? JsonContext { get; set; }
}
