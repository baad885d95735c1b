using System.Data;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>One deletion of one blob, with its chunks.</summary>
/// <param name="database">The database.</param>
/// <param name="sql">The statements.</param>
/// <param name="place">Which blob.</param>
/// <param name="etag">Where set, only that version.</param>
/// <param name="found">What was stored when the deletion began.</param>
internal sealed class BlobDeletion(Database database, BlobSql sql, BlobPlace place, string? etag, BlobState found)
{
    private Guid? _before = found.BlobId;

    public ValueTask<BlobOutcome<BlobDeleteResult>> RunAsync(CancellationToken cancellationToken) =>
        database.WriteAsync("delete", place.ToString(), DeleteAsync, ResolveAsync, cancellationToken);

    private async ValueTask<BlobOutcome<BlobDeleteResult>> DeleteAsync(NpgsqlConnection connection)
    {
        while (_before is { } before)
        {
            if (etag is not null && etag != BlobState.ETagOf(before))
            {
                return Unchanged(new BlobDeleteResult.Conflict(BlobState.ETagOf(before)));
            }

            await using var batch = new NpgsqlBatch(connection);
            batch.AddSynchronousCommit(database.SynchronousCommit(isFlushed: true));
            batch.Add(sql.HoldBlob).With(place.Project).With(place.Path);
            batch.Add(sql.Delete).With(place.Project).With(place.Path).With(etag is null ? null : before);
            BlobAnswer answer = await batch.ReadLastAsync(BlobAnswer.OfDelete).ConfigureAwait(false)
                ?? throw new ProjectNotFoundException(place.Project, $"postgres:{database.Options.Schema}");
            if (answer.IsDone)
            {
                return Deleted(answer.Life);
            }

            _before = answer.Before;
        }

        return Unchanged(new BlobDeleteResult.NotFound());
    }

    /// <summary>Finds out what became of a deletion that was lost; what it held is waited for.</summary>
    private async ValueTask<Resolution<BlobOutcome<BlobDeleteResult>>> ResolveAsync(NpgsqlConnection connection)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted).ConfigureAwait(false);
        BlobState? now;
        await using (var batch = new NpgsqlBatch(connection))
        {
            batch.Add(sql.HoldProject).With(place.Project).With((Guid?)null);
            batch.Add(sql.HoldBlob).With(place.Project).With(place.Path);
            batch.Add(sql.State).With(place.Project).With(place.Path);
            now = await batch.ReadLastAsync(static reader => (BlobState?)BlobState.Read(reader)).ConfigureAwait(false);
        }

        await transaction.CommitAsync().ConfigureAwait(false);
        if (now?.BlobId is null)
        {
            // Whoever else may have deleted it: it was there when this began, and is not now.
            return new(true, Deleted(found.Life));
        }

        return now?.BlobId == _before
            ? Resolution<BlobOutcome<BlobDeleteResult>>.NotDone
            : throw new StorageException(
                "delete", place.ToString(), "the connection was lost while the server was at work, and another version is stored now",
                "The one before may have been deleted or replaced: look before you try again.")
            { Kind = StorageErrorKind.OutcomeUnknown };
    }

    private static BlobOutcome<BlobDeleteResult> Deleted(Guid life) => new(new BlobDeleteResult.Deleted(), true, true, null, life);

    private BlobOutcome<BlobDeleteResult> Unchanged(BlobDeleteResult result) => new(result, false, false, null, found.Life);
}
