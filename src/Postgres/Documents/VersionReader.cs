using System.Runtime.CompilerServices;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>Reads which versions of a set's documents are there, for those who watch them.</summary>
internal sealed class VersionReader(Database database, DocumentPlace place)
{
    private const int PageSize = 4096;

    private readonly DocumentStatements _statements = DocumentStatements.Of(database.Schema);

    /// <summary>Those of some keys.</summary>
    public ValueTask<VersionPage> FindAsync(IList<string> keys, CancellationToken cancellationToken) => ReadAsync(
        connection => connection.Command(_statements.Versions).With(place.Project).With(place.Set).With(keys), cancellationToken);

    /// <summary>All of them, page by page, the last one not full.</summary>
    public async IAsyncEnumerable<VersionPage> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string after = "";
        VersionPage page;
        do
        {
            string from = after;
            page = await ReadAsync(
                connection => connection.Command(_statements.AllVersions).With(place.Project).With(place.Set).With(from).With((long)PageSize),
                cancellationToken).ConfigureAwait(false);
            yield return page;
            after = page.Versions is [.., var last] ? last.Key : "";
        }
        while (page.Versions.Count == PageSize);
    }

    private ValueTask<VersionPage> ReadAsync(Func<NpgsqlConnection, NpgsqlCommand> make, CancellationToken cancellationToken) => database.ReadAsync(
        "watch", place.ToString(),
        async (connection, token) =>
        {
            using NpgsqlCommand command = make(connection);
            return await VersionPage.ReadAsync(command, token).ConfigureAwait(false);
        },
        cancellationToken);
}
