using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>The documents of a driver that belong to no project.</summary>
public sealed class SharedDocuments
{
    private readonly Func<string?, IDocumentStore> _open;
    private readonly Func<CancellationToken, IAsyncEnumerable<string>> _listSets;

    /// <summary>Types a driver's shared documents. Called by drivers.</summary>
    /// <param name="open">Opens a set, or, with null, the set-less documents.</param>
    /// <param name="listSets">Lists the names of the sets that hold a document, in ordinal order.</param>
    public SharedDocuments(
        Func<string?, IDocumentStore> open, Func<CancellationToken, IAsyncEnumerable<string>> listSets)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(listSets);
        _open = open;
        _listSets = listSets;
    }

    /// <summary>The untyped set-less documents.</summary>
    public JsonKv<JsonPayload> Meta => Kv(set: null);

    /// <summary>The shared documents of an annotated type.</summary>
    public JsonKv<T> Kv<T>()
        where T : IJsonKvRecord<T> => Kv(T.KvDefinition);

    /// <summary>The shared documents of a definition.</summary>
    public JsonKv<T> Kv<T>(KvDefinition<T> definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new JsonKv<T>(_open(definition.Set), definition);
    }

    /// <summary>The untyped shared documents of a set by its persisted name.</summary>
    /// <param name="set">1-128 of <c>A-Z a-z 0-9 _ -</c>; null for the set-less documents.</param>
    /// <exception cref="ArgumentException">The name breaks the rule.</exception>
    public JsonKv<JsonPayload> Kv(string? set) => Kv(JsonPayloadContract.Kv(set));

    /// <summary>Shared documents as bytes, of a set or, with null, set-less: for those who move them on as they are stored.</summary>
    /// <param name="set">1-128 of <c>A-Z a-z 0-9 _ -</c>; null for the set-less documents.</param>
    /// <exception cref="ArgumentException">The name breaks the rule.</exception>
    public IDocumentStore OpenDocuments(string? set)
    {
        if (set is not null)
        {
            StorageName.ThrowIfInvalid(set, "set name");
        }

        return _open(set);
    }

    /// <summary>The persisted names of the sets that hold a document, in ordinal order; the set-less documents have none.</summary>
    /// <param name="cancellationToken">Ends the listing between two names.</param>
    public IAsyncEnumerable<string> ListKvSetsAsync(CancellationToken cancellationToken = default) => _listSets(cancellationToken);

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
