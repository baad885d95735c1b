using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>A named set of logs and documents. A cheap handle: nothing is opened or read until a member is used.</summary>
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

    /// <summary>The project as bytes.</summary>
    internal IProjectStore Store => _store;

    /// <summary>The untyped log <c>history</c>.</summary>
    public AppendLog<JsonPayload> History => Log("history");

    /// <summary>The untyped set-less documents.</summary>
    public JsonKv<JsonPayload> Meta => Kv(JsonPayloadContract.Documents);

    /// <summary>The log of an annotated record.</summary>
    /// <typeparam name="T">A record annotated with <see cref="AppendLogAttribute"/>.</typeparam>
    public AppendLog<T> Log<T>()
        where T : IAppendLogRecord<T> => Log(T.LogDefinition);

    /// <summary>The log of a definition, for types that cannot be annotated.</summary>
    public AppendLog<T> Log<T>(LogDefinition<T> definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new AppendLog<T>(_store.OpenLog(definition.Name), definition);
    }

    /// <summary>An untyped log by its persisted name.</summary>
    /// <param name="name">1-128 of <c>A-Z a-z 0-9 _ -</c>.</param>
    /// <exception cref="ArgumentException">The name breaks the rule.</exception>
    public AppendLog<JsonPayload> Log(string name) => Log(JsonPayloadContract.Log(name));

    /// <summary>The documents of an annotated record.</summary>
    /// <typeparam name="T">A record annotated with <see cref="JsonKvAttribute"/>.</typeparam>
    public JsonKv<T> Kv<T>()
        where T : IJsonKvRecord<T> => Kv(T.KvDefinition);

    /// <summary>The documents of a definition, for types that cannot be annotated.</summary>
    public JsonKv<T> Kv<T>(KvDefinition<T> definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new JsonKv<T>(_store.OpenDocuments(definition.Set), definition);
    }

    /// <summary>The persisted names of the project's logs, in ordinal order.</summary>
    /// <exception cref="ProjectNotFoundException">The project does not exist.</exception>
    public async IAsyncEnumerable<string> ListLogsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string name in _store.ListLogsAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return name;
        }
    }

    /// <summary>The project's id.</summary>
    public override string ToString() => Id;
}
