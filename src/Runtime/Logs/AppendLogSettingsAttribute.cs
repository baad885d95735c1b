namespace Ledgerline;

/// <summary>What an annotation says of a log: <see cref="AppendLogAttribute"/> or <see cref="AppendLogAttribute{T}"/>.</summary>
public abstract class AppendLogSettingsAttribute : Attribute
{
    private protected AppendLogSettingsAttribute(string name) => Name = name;

    /// <summary>The persisted name.</summary>
    public string Name { get; }

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

    /// <summary>
    /// One's own System.Text.Json context, such as <c>typeof(MyContext)</c>: its contract writes and reads the type, and no
    /// serializer is generated. Where it is not set, the generator writes the serializer.
    /// </summary>
    public Type? JsonContext { get; set; }
}
