using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>Versions of documents that one statement read, and the life of their project then.</summary>
/// <param name="Life">The project's life; null where there is none.</param>
/// <param name="Versions">The documents that were there, in the statement's order.</param>
internal sealed record VersionPage(Guid? Life, List<(string Key, DocumentVersion Version)> Versions)
{
    /// <summary>Reads the rows of <see cref="DocumentSql.Versions"/>.</summary>
    public static async ValueTask<VersionPage> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        Guid? life = null;
        List<(string, DocumentVersion)> versions = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            life = reader.GetGuid(0);
            if (!reader.IsDBNull(1))
            {
                versions.Add((reader.GetString(1), new(reader.GetGuid(2), reader.GetGuid(3))));
            }
        }

        return new(life, versions);
    }
}
