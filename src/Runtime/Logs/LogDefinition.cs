using System.Text.Json.Serialization.Metadata;
using Ledgerline.Drivers;
using Ledgerline.Serialization;

namespace Ledgerline;

/// <summary>How a type of entry is stored: under which name, as which JSON, how durably, for how long.</summary>
/// <typeparam name="T">The type of the entries.</typeparam>
public sealed class LogDefinition<T>
{
    /// <summary>Defines a log by its name and its entries' JSON contract.</summary>
    /// <param name="name">The persisted name, 1-128 of <c>A-Z a-z 0-9 _ -</c>.</param>
    /// <param name="typeInfo">The JSON contract, the generator's or one's own System.Text.Json context's.</param>
    /// <exception cref="ArgumentException">The name breaks the rule.</exception>
    public LogDefinition(string name, JsonTypeInfo<T> typeInfo)
        : this(name, typeInfo, null)
    {
    }

    internal LogDefinition(string name, JsonTypeInfo<T> typeInfo, PayloadCodec<T>? codec)
    {
        StorageName.ThrowIfInvalid(name, "log name");
        ArgumentNullException.ThrowIfNull(typeInfo);
        Name = name;
        TypeInfo = typeInfo;
        Codec = codec ?? PayloadCodec<T>.Of(typeInfo);
    }

    /// <summary>The persisted name.</summary>
    public string Name { get; }

    /// <summary>The JSON contract of the entries.</summary>
    public JsonTypeInfo<T> TypeInfo { get; }

    /// <summary>
    /// The JSON name of the member that names an entry's case, such as <c>kind</c>; null where the type is no closed hierarchy.
    /// </summary>
    public string? Discriminator => TypeInfo.Converter is RecordConverter<T> generated
        ? generated.Discriminator
        : TypeInfo.PolymorphismOptions?.TypeDiscriminatorPropertyName;

    /// <summary>How durable an acknowledged append is; null leaves it to the driver.</summary>
    public Durability? Durability { get; init; }

    /// <summary>How much the log keeps; null leaves it to the driver.</summary>
    public LogRetention? Retention { get; init; }

    internal PayloadCodec<T> Codec { get; }
}
