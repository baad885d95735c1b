using System.Runtime.CompilerServices;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>Makes, deletes and lists projects.</summary>
internal sealed class ProjectRows(Database database, DriverLife life, ChangeFeeds changes)
{
    // What has no foreign key, so that appending pays for none.
    internal static readonly string[] LooseTables = ["entry", "removed_batch", "quarantine", "document_write", "blob_chunk"];

    private readonly string _create = ProjectSql.Create(database.Schema);
    private readonly string _delete = ProjectSql.Delete(database.Schema);
    private readonly string _list = ProjectSql.List(database.Schema);

    public async ValueTask<bool> CreateAsync(string projectId, CancellationToken cancellationToken)
    {
        life.Enter();
        try
        {
            var incarnation = Guid.NewGuid();
            return await database.WriteAsync(
                "create", projectId,
                async connection =>
                {
                    using NpgsqlCommand command = connection.Command(_create).With(projectId).With(incarnation);
                    return await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false) == 1;
                },
                async connection =>
                {
                    // Waits for the lost transaction, since it has the same key; what is there and ours was made by it.
                    using NpgsqlCommand again = connection.Command(_create).With(projectId).With(incarnation);
                    bool isMade = await again.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false) == 1;
                    using NpgsqlCommand find = connection.Command(ProjectSql.Life(database.Schema)).With(projectId);
                    return new Resolution<bool>(true, isMade || (await find.ExecuteScalarAsync(CancellationToken.None).ConfigureAwait(false)) is Guid found && found == incarnation);
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            life.Leave();
        }
    }

    public async ValueTask<bool> DeleteAsync(string projectId, CancellationToken cancellationToken)
    {
        life.Enter();
        try
        {
            bool wasThere = await database.WriteAsync<bool>(
                "delete", projectId, connection => DeleteAsync(connection, projectId),

                // Deleting what is deleted does no harm, and there was one when it was begun, or there is none now.
                async connection =>
                {
                    await DeleteAsync(connection, projectId).ConfigureAwait(false);
                    return new(true, true);
                },
                cancellationToken).ConfigureAwait(false);
            changes.Tell(ChangeHint.OfProject(projectId));
            return wasThere;
        }
        finally
        {
            life.Leave();
        }
    }

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        life.ThrowIfEnded();
        string after = "";
        while (true)
        {
            List<string> page = await database.ReadAsync("list", "the projects", (connection, token) => ReadAsync(connection, after, token), cancellationToken).ConfigureAwait(false);
            foreach (string id in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return id;
            }

            if (page.Count == 0)
            {
                yield break;
            }

            after = page[^1];
        }
    }

    private async ValueTask<List<string>> ReadAsync(NpgsqlConnection connection, string after, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = connection.Command(_list).With(after);
        return await command.ReadTextsAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> DeleteAsync(NpgsqlConnection connection, string projectId)
    {
        // One transaction, in one round trip.
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        batch.BatchCommands.Add(new NpgsqlBatchCommand(_delete) { Parameters = { new NpgsqlParameter<string> { TypedValue = projectId } } });
        foreach (string table in LooseTables)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(ProjectSql.DeleteRows(database.Schema, table))
            {
                Parameters = { new NpgsqlParameter<string> { TypedValue = projectId } },
            });
        }

        await batch.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        return batch.BatchCommands[0].RecordsAffected > 0;
    }
}
