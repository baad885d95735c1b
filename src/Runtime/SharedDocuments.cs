using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>The documents of a driver that belong to no project.</summary>
public sealed class SharedDocuments
{
    private readonly Func<string?, IDocumentStore> _open;

    /// <summary>Types a driver's shared documents. Called by drivers.</summary>
    /// <param name="open">Opens a set, or, with null, the set-less documents.</param>
    public SharedDocuments(Func<string?, IDocumentStore> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        _open = open;
    }

    /// <summary>The untyped set-less documents.</summary>
    public JsonKv<JsonPayload> Meta => Kv(JsonPayloadContract.Documents);

    /// <summary>The shared documents of an annotated type.</summary>
    public JsonKv<T> Kv<T>()
        where T : IJsonKvRecord<T> => Kv(T.KvDefinition);

    /// <summary>The shared documents of a definition.</summary>
    public JsonKv<T> Kv<T>(KvDefinition<T> definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new JsonKv<T>(_open(definition.Set), definition);
    }

    /// <summary>The one shared document of an annotated record that is pinned to a key.</summary>
    public PinnedDocument<T> Document<T>()
        where T : IJsonDocumentRecord<T> => Document(T.DocumentDefinition);

    /// <summary>The one shared document of a definition.</summary>
    public PinnedDocument<T> Document<T>(DocumentDefinition<T> definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new PinnedDocument<T>(Kv(definition.Documents), definition.Key);
    }
}
