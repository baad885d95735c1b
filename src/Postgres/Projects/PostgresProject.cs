using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>One project id; "" for the shared documents. Handles on it may be taken before the project exists.</summary>
internal sealed class PostgresProject(Database database, DriverLife life, ChangeFeeds changes, string id) : IProjectStore
{
    private const int KeysInPage = 1000;

    private readonly ConcurrentDictionary<(string Name, string Key), PostgresLog> _logs = new();
    private readonly ConcurrentDictionary<string, PostgresDocuments> _documents = new(StringComparer.Ordinal);
    private readonly PostgresBlobs _blobs = new(database, life, changes, id);

    public string Id => id;

    public ILogStore OpenLog(string name, string? key) =>
        _logs.GetOrAdd((name, key ?? ""), place => new PostgresLog(database, life, changes, new LogPlace(id, place.Name, place.Key)));

    public IDocumentStore OpenDocuments(string? set) =>
        _documents.GetOrAdd(set ?? "", name => new PostgresDocuments(database, life, changes, new DocumentPlace(id, name)));

    public IAsyncEnumerable<string> ListDocumentSetsAsync(CancellationToken cancellationToken) => ListAsync(
        "the documents of", int.MaxValue, (connection, _) => connection.Command(DocumentStatements.Of(database.Schema).ListSets).With(id), cancellationToken);

    public IBlobStore OpenBlobs() => _blobs;

    public IAsyncEnumerable<string> ListLogsAsync(CancellationToken cancellationToken) => ListAsync(
        "the logs of", int.MaxValue, (connection, _) => connection.Command(LogSql.ListNames(database.Schema)).With(id), cancellationToken);

    public IAsyncEnumerable<string> ListLogKeysAsync(string name, CancellationToken cancellationToken) => ListAsync(
        $"the logs {name} of",
        KeysInPage,
        (connection, after) => connection.Command(LogSql.ListKeys(database.Schema)).With(id).With(name).With(after).With((long)KeysInPage),
        cancellationToken);

    /// <summary>What statements find page by page, each behind the last text; without a row there is no project, and a null is nothing.</summary>
    private async IAsyncEnumerable<string> ListAsync(
        string what, int pageSize, Func<NpgsqlConnection, string, NpgsqlCommand> command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        life.ThrowIfEnded();
        string after = "";
        List<string?> page;
        do
        {
            page = await database.ReadAsync(
                "list", $"{what} {id}",
                async (connection, token) =>
                {
                    using NpgsqlCommand list = command(connection, after);
                    return await list.ReadNullableTextsAsync(token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
            {
                throw new ProjectNotFoundException(id, $"postgres:{database.Options.Schema}");
            }

            foreach (string? text in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (text is not null)
                {
                    yield return text;
                    after = text;
                }
            }
        }
        while (page.Count == pageSize);
    }
}
