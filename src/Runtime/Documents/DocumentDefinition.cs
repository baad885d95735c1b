using System.Text.Json.Serialization.Metadata;
using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>How the one document of a type is stored: under which key of which set, as which JSON, how durably.</summary>
/// <typeparam name="T">The type of the document.</typeparam>
public sealed class DocumentDefinition<T>
{
    /// <summary>Pins a type to a key.</summary>
    /// <param name="set">The set's persisted name, 1-128 of <c>A-Z a-z 0-9 _ -</c>, or null for the set-less store.</param>
    /// <param name="key">The document's key, of the same characters.</param>
    /// <param name="typeInfo">The JSON contract, the generator's or one's own System.Text.Json context's.</param>
    /// <exception cref="ArgumentException">The set's name or the key breaks the rule.</exception>
    public DocumentDefinition(string? set, string key, JsonTypeInfo<T> typeInfo)
    {
        StorageName.ThrowIfInvalid(key, "key");
        Documents = new KvDefinition<T>(set, typeInfo);
        Key = key;
    }

    /// <summary>The persisted name of the set that the document belongs to, or null for the set-less store.</summary>
    public string? Set => Documents.Set;

    /// <summary>The document's key.</summary>
    public string Key { get; }

    /// <summary>The JSON contract of the document.</summary>
    public JsonTypeInfo<T> TypeInfo => Documents.TypeInfo;

    /// <summary>How durable an acknowledged put is; null leaves it to the driver.</summary>
    public Durability? Durability
    {
        get => Documents.Durability;
        init => Documents = new KvDefinition<T>(Documents.Set, Documents.TypeInfo, Documents.Codec) { Durability = value };
    }

    /// <summary>The set that the document belongs to, with this type for all of it.</summary>
    internal KvDefinition<T> Documents { get; private init; }
}
