using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// Finds out whether a transaction whose outcome was lost was committed. It holds the log's row meanwhile, so that one that
/// is still at work is waited for; and it commits, so that what is found is on the standbys too, as what came before it is.
/// </summary>
internal sealed class LostBatches(Database database, LogUpkeep upkeep, LogPlace place)
{
    private readonly AppendStatements _statements = AppendStatements.Of(database.Schema);

    /// <summary>The log's life and the batch's first number; null where it was not committed, and never will be: it is to be sent under another id.</summary>
    /// <param name="connection">A connection that nothing was done on.</param>
    /// <param name="batch">The batch's id.</param>
    /// <param name="logId">The life that the log has where the batch began it.</param>
    /// <param name="known">
    /// A number of a life of the log that the batch must be behind. Without one all of the log may be read, from its end: no time
    /// bounds the search, since an import by anybody may have put older times behind the batch, and to give up too early would
    /// be to append it twice.
    /// </param>
    public async ValueTask<(Guid LogId, long FirstSeq)?> FindAsync(
        NpgsqlConnection connection, Guid batch, Guid logId, (Guid LogId, long LastSeq) known)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        if (await upkeep.OccupyAsync(connection, logId).ConfigureAwait(false) is not { } log)
        {
            return null;
        }

        using NpgsqlCommand find = connection.Command(_statements.FindBatch)
            .With(place.Project).With(log.LogId!.Value).With(batch).With(log.LogId == known.LogId ? known.LastSeq : 0);
        long? firstSeq = await find.ExecuteScalarAsync().ConfigureAwait(false) as long?;
        if (firstSeq is null)
        {
            // It may be on its way to the server still: then it shall find that it was given up.
            using NpgsqlCommand abandon = upkeep.On(connection.Command(AppendSql.Abandon(database.Schema))).With(batch);
            await abandon.ExecuteNonQueryAsync().ConfigureAwait(false);
        }

        await transaction.CommitAsync().ConfigureAwait(false);
        return firstSeq is { } found ? (log.LogId.Value, found) : null;
    }
}
