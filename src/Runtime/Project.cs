using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>A named set of logs, documents and files. A cheap handle: nothing is opened or read until a member is used.</summary>
public sealed class Project
{
    private readonly IProjectStore _store;

    /// <summary>Types a driver's project. Called by drivers.</summary>
    /// <param name="id">1-128 of <c>A-Z a-z 0-9 _ -</c>.</param>
    /// <param name="store">The project as bytes.</param>
    /// <exception cref="ArgumentException">The id breaks the rule.</exception>
    public Project(string id, IProjectStore store)
    {
        StorageName.ThrowIfInvalid(id, "project id");
        ArgumentNullException.ThrowIfNull(store);
        Id = id;
        _store = store;
    }

    /// <summary>The project's id.</summary>
    public string Id { get; }

    /// <summary>The project as bytes: for those who move payloads on as they are stored, and need no types.</summary>
    public IProjectStore Store => _store;

    /// <summary>The untyped log <c>history</c>.</summary>
    public AppendLog<JsonPayload> History => Log("history");

    /// <summary>The untyped set-less documents.</summary>
    public JsonKv<JsonPayload> Meta => Kv(set: null);

    /// <summary>The project's files.</summary>
    public BlobStore Files => new(_store.OpenBlobs());

    /// <summary>The log of an annotated record.</summary>
    /// <typeparam name="T">A record annotated with <see cref="AppendLogAttribute"/>.</typeparam>
    public AppendLog<T> Log<T>()
        where T : IAppendLogRecord<T> => Log(T.LogDefinition);

    /// <summary>One of the logs of an annotated record, of which there is one for each key: a run, an aggregate.</summary>
    /// <typeparam name="T">A record annotated with <see cref="AppendLogAttribute"/>.</typeparam>
    /// <param name="key">1-128 of <c>A-Z a-z 0-9 _ -</c>.</param>
    /// <exception cref="ArgumentException">The key breaks the rule.</exception>
    public AppendLog<T> Log<T>(string key)
        where T : IAppendLogRecord<T> => Log(T.LogDefinition, key);

    /// <summary>The log of a definition, for types that cannot be annotated.</summary>
    public AppendLog<T> Log<T>(LogDefinition<T> definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Open(definition, null);
    }

    /// <summary>One of the logs of a definition, by its key.</summary>
    /// <typeparam name="T">The type of the entries.</typeparam>
    /// <param name="definition">The definition.</param>
    /// <param name="key">1-128 of <c>A-Z a-z 0-9 _ -</c>.</param>
    /// <exception cref="ArgumentException">The key breaks the rule.</exception>
    public AppendLog<T> Log<T>(LogDefinition<T> definition, string key)
    {
        ArgumentNullException.ThrowIfNull(definition);
        StorageName.ThrowIfInvalid(key, "log key");
        return Open(definition, key);
    }

    /// <summary>An untyped log by its persisted name and, where it is one of many, its key.</summary>
    /// <param name="name">1-128 of <c>A-Z a-z 0-9 _ -</c>.</param>
    /// <param name="key">The same rule; null for the log without a key.</param>
    /// <exception cref="ArgumentException">The name or the key breaks the rule.</exception>
    public AppendLog<JsonPayload> Log(string name, string? key = null)
    {
        LogDefinition<JsonPayload> definition = JsonPayloadContract.Log(name);
        return key is null ? Log(definition) : Log(definition, key);
    }

    /// <summary>The documents of an annotated record.</summary>
    /// <typeparam name="T">A record annotated with <see cref="JsonKvAttribute"/>, without a <see cref="JsonKvSettingsAttribute.Key"/>.</typeparam>
    public JsonKv<T> Kv<T>()
        where T : IJsonKvRecord<T> => Kv(T.KvDefinition);

    /// <summary>The documents of a definition, for types that cannot be annotated.</summary>
    public JsonKv<T> Kv<T>(KvDefinition<T> definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new JsonKv<T>(_store.OpenDocuments(definition.Set), definition);
    }

    /// <summary>The untyped documents of a set by its persisted name.</summary>
    /// <param name="set">1-128 of <c>A-Z a-z 0-9 _ -</c>; null for the set-less documents.</param>
    /// <exception cref="ArgumentException">The name breaks the rule.</exception>
    public JsonKv<JsonPayload> Kv(string? set) => Kv(JsonPayloadContract.Kv(set));

    /// <summary>The one document of an annotated record that is pinned to a key.</summary>
    /// <typeparam name="T">A record annotated with <see cref="JsonKvAttribute"/> and a <see cref="JsonKvSettingsAttribute.Key"/>.</typeparam>
    public PinnedDocument<T> Document<T>()
        where T : IJsonDocumentRecord<T> => Document(T.DocumentDefinition);

    /// <summary>The one document of a definition, for types that cannot be annotated.</summary>
    public PinnedDocument<T> Document<T>(DocumentDefinition<T> definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new PinnedDocument<T>(Kv(definition.Documents), definition.Key);
    }

    /// <summary>
    /// The persisted names of the project's logs, in ordinal order: of those that have a log without a key, or at least
    /// one with a key. <see cref="ListLogKeysAsync(string, CancellationToken)"/> tells the keys.
    /// </summary>
    /// <exception cref="ProjectNotFoundException">The project does not exist.</exception>
    public async IAsyncEnumerable<string> ListLogsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string name in _store.ListLogsAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return name;
        }
    }

    /// <summary>The keys of an annotated record's logs, in ordinal order; the log without a key is not among them.</summary>
    /// <typeparam name="T">A record annotated with <see cref="AppendLogAttribute"/>.</typeparam>
    /// <param name="cancellationToken">Ends the listing between two keys.</param>
    /// <exception cref="ProjectNotFoundException">The project does not exist.</exception>
    public IAsyncEnumerable<string> ListLogKeysAsync<T>(CancellationToken cancellationToken = default)
        where T : IAppendLogRecord<T> => ListLogKeysAsync(T.LogDefinition.Name, cancellationToken);

    /// <summary>The keys of the logs of a name, in ordinal order; the log without a key is not among them.</summary>
    /// <param name="name">1-128 of <c>A-Z a-z 0-9 _ -</c>.</param>
    /// <param name="cancellationToken">Ends the listing between two keys.</param>
    /// <exception cref="ArgumentException">The name breaks the rule.</exception>
    /// <exception cref="ProjectNotFoundException">The project does not exist.</exception>
    public IAsyncEnumerable<string> ListLogKeysAsync(string name, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(name, "log name");
        return _store.ListLogKeysAsync(name, cancellationToken);
    }

    /// <summary>The persisted names of the sets that hold a document, in ordinal order; the set-less documents have none.</summary>
    /// <param name="cancellationToken">Ends the listing between two names.</param>
    /// <exception cref="ProjectNotFoundException">The project does not exist.</exception>
    public IAsyncEnumerable<string> ListKvSetsAsync(CancellationToken cancellationToken = default) =>
        _store.ListDocumentSetsAsync(cancellationToken);

    /// <summary>The project's id.</summary>
    public override string ToString() => Id;

    private AppendLog<T> Open<T>(LogDefinition<T> definition, string? key) =>
        new(_store.OpenLog(definition.Name, key), definition, key);
}
