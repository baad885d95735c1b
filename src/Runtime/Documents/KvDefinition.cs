using System.Text.Json.Serialization.Metadata;
using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>How a type of document is stored: in which set, as which JSON, how durably.</summary>
/// <typeparam name="T">The type of the documents.</typeparam>
public sealed class KvDefinition<T>
{
    /// <summary>Defines a set of documents by its name and its documents' JSON contract.</summary>
    /// <param name="set">The persisted name, 1-128 of <c>A-Z a-z 0-9 _ -</c>, or null for the set-less store.</param>
    /// <param name="typeInfo">The JSON contract, the generator's or one's own System.Text.Json context's.</param>
    /// <exception cref="ArgumentException">The name breaks the rule.</exception>
    public KvDefinition(string? set, JsonTypeInfo<T> typeInfo)
        : this(set, typeInfo, null)
    {
    }

    internal KvDefinition(string? set, JsonTypeInfo<T> typeInfo, PayloadCodec<T>? codec)
    {
        if (set is not null)
        {
            StorageName.ThrowIfInvalid(set, "set name");
        }

        ArgumentNullException.ThrowIfNull(typeInfo);
        Set = set;
        TypeInfo = typeInfo;
        Codec = codec ?? PayloadCodec<T>.Of(typeInfo);
    }

    /// <summary>The persisted name, or null for the set-less store.</summary>
    public string? Set { get; }

    /// <summary>The JSON contract of the documents.</summary>
    public JsonTypeInfo<T> TypeInfo { get; }

    /// <summary>How durable an acknowledged put is; null leaves it to the driver.</summary>
    public Durability? Durability { get; init; }

    internal PayloadCodec<T> Codec { get; }
}
