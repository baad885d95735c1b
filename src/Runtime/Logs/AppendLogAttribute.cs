namespace Ledgerline;

/// <summary>
/// Makes a partial record the entry type of a log: the generator adds its serializer, its
/// <see cref="IAppendLogRecord{TSelf}"/> and a named accessor on <see cref="Project"/>.
/// </summary>
/// <param name="name">
/// The persisted name, 1-128 of <c>A-Z a-z 0-9 _ -</c>. It is explicit so that renaming a type never moves data.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class AppendLogAttribute(string name) : Attribute
{
    /// <summary>The persisted name.</summary>
    public string Name { get; } = name;

    /// <summary>How durable an acknowledged append is; where it is not set, the driver's setting counts.</summary>
    public Durability Durability { get; set; }

    /// <summary>How many entries to keep, above zero; where it is not set, any number. See <see cref="LogRetention"/>.</summary>
    public long MaxEntries { get; set; }

    /// <summary>How many bytes to keep, above zero; where it is not set, any number. See <see cref="LogRetention"/>.</summary>
    public long MaxBytes { get; set; }

    /// <summary>
    /// How old entries may become, as <c>[days.]hh:mm:ss</c>: <c>"30.00:00:00"</c> is 30 days. Where it is not set, any
    /// age. See <see cref="LogRetention"/>.
    /// </summary>
    public string? MaxAge { get; set; }

    /// <summary>The name of the generated accessor, where <c>&lt;Type&gt;Log</c> would clash.</summary>
    public string? Accessor { get; set; }
}
