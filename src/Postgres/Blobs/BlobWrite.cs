using System.Data;
using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// One write of one blob: a new version, which takes the place of the old one in one step, or of none. What it may replace was
/// looked up before, and is looked at again when the row is held.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="life">Entered when the version is about to take its place; left by <see cref="Dispose"/>.</param>
/// <param name="sql">The statements.</param>
/// <param name="place">Which blob.</param>
/// <param name="condition">When it may be replaced.</param>
/// <param name="durability">What the acknowledgement means.</param>
/// <param name="found">What was stored when the write began.</param>
internal sealed class BlobWrite(
    Database database, DriverLife life, BlobSql sql, BlobPlace place, PutCondition condition, Durability durability, BlobState found) : IDisposable
{
    private readonly Guid _blobId = Guid.CreateVersion7();
    private Guid? _before = found.BlobId;
    private bool _hasEntered;
    private bool _mayBeDone;

    /// <summary>Stores a content that stands at its first chunk: in one statement, or where there are more, in one transaction.</summary>
    public async ValueTask<BlobOutcome<BlobWriteResult>> StoreAsync(BlobSource source, CancellationToken cancellationToken)
    {
        bool isOneChunk = source.IsLast;
        if (isOneChunk)
        {
            Enter();
        }

        return await database.WriteAsync(
            "write", place.ToString(),
            connection => isOneChunk ? StoreOneAsync(connection, source.Chunk) : StoreManyAsync(connection, source, cancellationToken),
            connection => ResolveAsync(connection, source.IsSpent), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (_hasEntered)
        {
            _hasEntered = false;
            life.Leave();
        }
    }

    private void Enter()
    {
        if (!_hasEntered)
        {
            life.Enter();
            _hasEntered = true;
        }
    }

    private ValueTask<BlobOutcome<BlobWriteResult>> StoreOneAsync(NpgsqlConnection connection, ReadOnlyMemory<byte> chunk)
    {
        _mayBeDone = true;
        return PlaceAsync(connection, chunk.Length, chunk);
    }

    private async ValueTask<BlobOutcome<BlobWriteResult>> StoreManyAsync(
        NpgsqlConnection connection, BlobSource source, CancellationToken cancellationToken)
    {
        _mayBeDone = false;
        source.Restart();
        try
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            while (!source.Chunk.IsEmpty)
            {
                cancellationToken.ThrowIfCancellationRequested();
                source.ReadAhead();
                using NpgsqlCommand add = connection.Command(sql.AddChunk)
                    .With(place.Project).With(_blobId).With((long)source.Ordinal).WithBytes(source.Chunk);
                await add.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
                if (source.IsLast)
                {
                    break;
                }

                await source.MoveNextAsync().ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            Enter();
            BlobOutcome<BlobWriteResult> outcome = await PlaceAsync(connection, source.Length, default).ConfigureAwait(false);
            if (outcome.IsChange)
            {
                _mayBeDone = true;
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            }

            return outcome;
        }
        catch (Exception e) when (Database.IsOfServer(e) && source.IsSpent && (!_mayBeDone || Failures.OfWorking(e) != FailureKind.Unknown))
        {
            // Certainly not done, and the content cannot be had again.
            FailureKind kind = Failures.OfWorking(e);
            throw Failures.Describe("write", place.ToString(), e, kind == FailureKind.Failed ? kind : FailureKind.Refused);
        }
    }

    /// <summary>Lets the version take its place, where it may.</summary>
    private async ValueTask<BlobOutcome<BlobWriteResult>> PlaceAsync(NpgsqlConnection connection, long length, ReadOnlyMemory<byte> content)
    {
        while (true)
        {
            long now = database.Options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
            BlobAnswer answer = (_before is null
                ? await CreateAsync(connection, length, now, content).ConfigureAwait(false)
                : await ReplaceAsync(connection, length, now, content).ConfigureAwait(false)) ?? throw ProjectNotFound();
            if (answer.IsDone)
            {
                return Stored(answer.Before is not null);
            }

            if (answer.IsAboveOthers)
            {
                throw BlobRefusal.BlobsBelow(place.ToString(), place.Path);
            }

            if (answer.Above is { } above)
            {
                throw BlobRefusal.BlobAbove(place.ToString(), above);
            }

            _before = answer.Before;
            string? etag = _before is { } before ? BlobState.ETagOf(before) : null;
            if (!condition.Holds(etag))
            {
                return new(new BlobWriteResult.Conflict(etag), false, false, null, found.Life);
            }
        }
    }

    private async ValueTask<BlobAnswer?> ReplaceAsync(NpgsqlConnection connection, long length, long now, ReadOnlyMemory<byte> content)
    {
        await using NpgsqlBatch batch = Begin(connection);
        batch.Add(sql.HoldBlob).With(place.Project).With(place.Path);
        batch.Add(sql.Replace).With(place.Project).With(place.Path).With(_blobId).With(length).With(now)
            .With(condition.ETag is null ? null : _before).With(found.Life).WithBytesOrNull(content);
        return await batch.ReadLastAsync(BlobAnswer.OfReplace).ConfigureAwait(false);
    }

    private async ValueTask<BlobAnswer?> CreateAsync(NpgsqlConnection connection, long length, long now, ReadOnlyMemory<byte> content)
    {
        var below = PathRange.Of(place.Path + "/");
        await using NpgsqlBatch batch = Begin(connection);
        batch.Add(sql.HoldProject).With(place.Project).With(found.Life);
        batch.Add(sql.Create).With(place.Project).With(place.Path).With(_blobId).With(length).With(now)
            .With(found.Life).With(place.Above).With(below.From).With(below.Below!).WithBytesOrNull(content);
        return await batch.ReadLastAsync(BlobAnswer.OfCreate).ConfigureAwait(false);
    }

    private NpgsqlBatch Begin(NpgsqlConnection connection)
    {
        var batch = new NpgsqlBatch(connection);
        batch.AddSynchronousCommit(database.SynchronousCommit(durability == Durability.Flushed));
        return batch;
    }

    /// <summary>
    /// Finds out what became of a transaction that was lost while it was committed. What it held is waited for; and this one
    /// commits, so that what is found is on the standbys too.
    /// </summary>
    private async ValueTask<Resolution<BlobOutcome<BlobWriteResult>>> ResolveAsync(NpgsqlConnection connection, bool isReadOnce)
    {
        if (!_mayBeDone)
        {
            return Resolution<BlobOutcome<BlobWriteResult>>.NotDone;
        }

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
        if (now?.Life != found.Life)
        {
            // Done or not, the project took it with it.
            throw ProjectNotFound();
        }

        if (now?.BlobId == _blobId)
        {
            return new(true, Stored(_before is not null));
        }

        if (now?.BlobId != _before)
        {
            throw new StorageException(
                "write", place.ToString(), "the connection was lost while the server was at work, and another version is stored now",
                "It may have been written before that, or not at all: look before you try again.")
            { Kind = StorageErrorKind.OutcomeUnknown };
        }

        return isReadOnce
            ? throw new StorageException(
                "write", place.ToString(), "the connection was lost before it was committed, and what was read from the stream is gone",
                "Nothing was done. Try again with the content from its beginning.")
            { Kind = StorageErrorKind.Unavailable }
            : Resolution<BlobOutcome<BlobWriteResult>>.NotDone;
    }

    private BlobOutcome<BlobWriteResult> Stored(bool wasThere) =>
        new(new BlobWriteResult.Stored(BlobState.ETagOf(_blobId)), true, wasThere, _blobId, found.Life);

    private ProjectNotFoundException ProjectNotFound() => new(place.Project, $"postgres:{database.Options.Schema}");
}
