using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>One project id; "" for the shared documents. Handles on it may be taken before the project exists.</summary>
internal sealed class PostgresProject(Database database, DriverLife life, ChangeFeeds changes, string id) : IProjectStore
{
    private readonly ConcurrentDictionary<(string Name, string Key), PostgresLog> _logs = new();
    private readonly PostgresBlobs _blobs = new(database, life, changes, id);
    private readonly ConcurrentDictionary<string, PostgresDocuments> _documents = new(StringComparer.Ordinal);

    public string Id => id;

    public ILogStore OpenLog(string name, string? key) =>
        _logs.GetOrAdd((name, key ?? ""), place => new PostgresLog(database, life, changes, new LogPlace(id, place.Name, place.Key)));

    public IDocumentStore OpenDocuments(string? set) =>
        _documents.GetOrAdd(set ?? "", name => new PostgresDocuments(database, life, changes, new DocumentPlace(id, name)));

    public IAsyncEnumerable<string> ListDocumentSetsAsync(CancellationToken cancellationToken) =>
        ListAsync("the documents of", connection => connection.Command(DocumentStatements.Of(database.Schema).ListSets).With(id), cancellationToken);

    public IBlobStore OpenBlobs() => _blobs;

    public IAsyncEnumerable<string> ListLogsAsync(CancellationToken cancellationToken) =>
        ListAsync("the logs of", connection => connection.Command(LogSql.ListNames(database.Schema)).With(id), cancellationToken);

    public IAsyncEnumerable<string> ListLogKeysAsync(string name, CancellationToken cancellationToken) =>
        ListAsync($"the logs {name} of", connection => connection.Command(LogSql.ListKeys(database.Schema)).With(id).With(name), cancellationToken);

    /// <summary>What one statement finds; its first row is null where the project is there.</summary>
    private async IAsyncEnumerable<string> ListAsync(
        string what, Func<NpgsqlConnection, NpgsqlCommand> command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        life.ThrowIfEnded();
        List<string?> found = await database.ReadAsync(
            "list", $"{what} {id}",
            async (connection, token) =>
            {
                using NpgsqlCommand list = command(connection);
                return await list.ReadNullableTextsAsync(token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
        {
            throw new ProjectNotFoundException(id, $"postgres:{database.Options.Schema}");
        }

        foreach (string? text in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (text is not null)
            {
                yield return text;
            }
        }
    }
}
