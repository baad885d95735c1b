using Npgsql;
using NpgsqlTypes;

namespace Ledgerline.Postgres;

/// <summary>Copies a group's entries into the table as binary rows.</summary>
internal static class EntryCopy
{
    public static async ValueTask WriteAsync(
        NpgsqlConnection connection, string copy, string project, AppendedGroup taken, AppendGroup group)
    {
        await using NpgsqlBinaryImporter rows = await connection.BeginBinaryImportAsync(copy).ConfigureAwait(false);
        for (int i = 0; i < group.Payloads.Count; i++)
        {
            await rows.StartRowAsync().ConfigureAwait(false);
            await rows.WriteAsync(project, NpgsqlDbType.Text).ConfigureAwait(false);
            await rows.WriteAsync(taken.LogId, NpgsqlDbType.Uuid).ConfigureAwait(false);
            await rows.WriteAsync(taken.LastSeq - group.Payloads.Count + 1 + i, NpgsqlDbType.Bigint).ConfigureAwait(false);
            await rows.WriteAsync(taken.LastTs, NpgsqlDbType.Bigint).ConfigureAwait(false);
            await rows.WriteAsync(group.Payloads[i], NpgsqlDbType.Text).ConfigureAwait(false);
            if (i == 0)
            {
                await rows.WriteAsync(group.Id, NpgsqlDbType.Uuid).ConfigureAwait(false);
            }
            else
            {
                await rows.WriteNullAsync().ConfigureAwait(false);
            }
        }

        await rows.CompleteAsync().ConfigureAwait(false);
    }
}
