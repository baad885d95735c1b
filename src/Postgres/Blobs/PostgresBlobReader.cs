using System.Data;
using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// A version of many chunks. It has a connection of its own with a transaction that sees the database as it was at the opening,
/// so that it is read to its end whatever happens to the blob; both are held until it is disposed, and the server removes
/// nothing that is deleted meanwhile, in any table. Where the connection is lost it goes on with another one, if the version is
/// still stored. The memory is that of two chunks: one is fetched ahead.
/// </summary>
internal sealed class PostgresBlobReader : IBlobReader
{
    private readonly Database _database;
    private readonly BlobSql _sql;
    private readonly BlobPlace _place;
    private readonly Guid _blobId;
    private byte[] _chunk = GC.AllocateUninitializedArray<byte>(BlobSql.ChunkSize);
    private byte[] _spare = GC.AllocateUninitializedArray<byte>(BlobSql.ChunkSize);
    private long _ordinal = -1;
    private long _aheadOrdinal = -1;
    private Task _ahead = Task.CompletedTask;
    private NpgsqlConnection _connection;
    private bool _isDisposed;

    private PostgresBlobReader(Database database, NpgsqlConnection connection, BlobSql sql, BlobPlace place, Guid blobId, BlobInfo info)
    {
        _database = database;
        _connection = connection;
        _sql = sql;
        _place = place;
        _blobId = blobId;
        Info = info;
    }

    public BlobInfo Info { get; }

    /// <summary>Opens the version that is stored now; null where there is none, also where there is no project.</summary>
    public static async ValueTask<PostgresBlobReader?> OpenAsync(
        Database database, BlobSql sql, BlobPlace place, CancellationToken cancellationToken)
    {
        (NpgsqlConnection connection, BlobState? found) = await FindAsync(
            database, sql, place, database.Begin("open", place.ToString()), cancellationToken).ConfigureAwait(false);
        if (found is { BlobId: { } blobId } state)
        {
            return new(database, connection, sql, place, blobId, state.Info(place.Path)!);
        }

        await CloseAsync(connection).ConfigureAwait(false);
        return null;
    }

    public int Read(Span<byte> buffer, long offset)
    {
        if (buffer.IsEmpty || offset >= Info.Length)
        {
            return 0;
        }

        if (offset / BlobSql.ChunkSize != _ordinal)
        {
            TurnAsync(offset / BlobSql.ChunkSize, CancellationToken.None).GetAwaiter().GetResult();
        }

        return Copy(buffer, offset);
    }

    public ValueTask<int> ReadAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        if (buffer.IsEmpty || offset >= Info.Length)
        {
            return new(0);
        }

        return offset / BlobSql.ChunkSize == _ordinal ? new(Copy(buffer.Span, offset)) : WaitAsync(buffer, offset, cancellationToken);
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;

            // What is under way comes to its end, and nobody waits for it.
            _ = CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        await _ahead.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await CloseAsync(_connection).ConfigureAwait(false);
    }

    private static async ValueTask CloseAsync(NpgsqlConnection connection)
    {
        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (Database.IsOfServer(e))
        {
            // It ends the transaction, and may find that the server has done so: there is nothing to undo.
        }
    }

    private async ValueTask<int> WaitAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        await TurnAsync(offset / BlobSql.ChunkSize, cancellationToken).ConfigureAwait(false);
        return Copy(buffer.Span, offset);
    }

    private int Copy(Span<byte> buffer, long offset)
    {
        int at = (int)(offset % BlobSql.ChunkSize);
        int count = Math.Min(buffer.Length, LengthOf(_ordinal) - at);
        _chunk.AsSpan(at, count).CopyTo(buffer);
        return count;
    }

    /// <summary>Makes a chunk the one at hand, and begins to fetch the next one where the chunks are read in their order.</summary>
    private async Task TurnAsync(long ordinal, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_aheadOrdinal != ordinal)
        {
            // One at a time: what was fetched for nothing is waited for.
            await _ahead.WaitAsync(cancellationToken).ConfigureAwait(false);
            FetchAhead(ordinal);
        }

        // Who cancels leaves it under way, for who reads again.
        await _ahead.WaitAsync(cancellationToken).ConfigureAwait(false);
        bool isInOrder = ordinal == _ordinal + 1;
        (_chunk, _spare) = (_spare, _chunk);
        _ordinal = ordinal;
        _aheadOrdinal = -1;
        if (isInOrder && (ordinal + 1) * BlobSql.ChunkSize < Info.Length)
        {
            FetchAhead(ordinal + 1);
        }
    }

    private void FetchAhead(long ordinal)
    {
        _aheadOrdinal = ordinal;
        _ahead = FetchAsync(ordinal, _spare.AsMemory(0, LengthOf(ordinal)));
    }

    private async Task FetchAsync(long ordinal, Memory<byte> chunk)
    {
        Attempts? attempts = null;
        while (true)
        {
            try
            {
                await FetchOnceAsync(ordinal, chunk).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (Database.IsOfServer(e))
            {
                attempts ??= _database.Begin("read", _place.ToString());
                FailureKind kind = Failures.OfWorking(e);
                await attempts.FailedAsync(e, kind == FailureKind.Unknown ? FailureKind.Refused : kind, CancellationToken.None).ConfigureAwait(false);
                await ReconnectAsync(attempts, e).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask FetchOnceAsync(long ordinal, Memory<byte> chunk)
    {
        using NpgsqlCommand fetch = _connection.Command(_sql.Chunk).With(_place.Project).With(_blobId).With(ordinal);
        await using NpgsqlDataReader reader = await fetch.ExecuteReaderAsync(CommandBehavior.SequentialAccess).ConfigureAwait(false);
        if (!await reader.ReadAsync().ConfigureAwait(false))
        {
            throw Damaged($"its chunk {ordinal} is not there");
        }

        Stream bytes = await reader.GetStreamAsync(0).ConfigureAwait(false);
        await using (bytes.ConfigureAwait(false))
        {
            if (bytes.Length != chunk.Length)
            {
                throw Damaged($"its chunk {ordinal} has {bytes.Length} bytes and not {chunk.Length}");
            }

            await bytes.ReadExactlyAsync(chunk).ConfigureAwait(false);
        }
    }

    /// <summary>Goes on with another connection, where the version is still stored.</summary>
    private async ValueTask ReconnectAsync(Attempts attempts, Exception failure)
    {
        await CloseAsync(_connection).ConfigureAwait(false);
        (_connection, BlobState? found) = await FindAsync(_database, _sql, _place, attempts, CancellationToken.None).ConfigureAwait(false);
        if (found?.BlobId != _blobId)
        {
            throw new StorageException(
                "read", _place.ToString(), $"the connection was lost ({failure.Message.TrimEnd('.')}), and the version that was being read is stored no more",
                "Open it again, to read what is there now from its beginning.", failure)
            { Kind = StorageErrorKind.Unavailable };
        }
    }

    /// <summary>A connection with a transaction that sees the database as it is now, and what is stored; null where there is no project.</summary>
    private static async ValueTask<(NpgsqlConnection Connection, BlobState? Found)> FindAsync(
        Database database, BlobSql sql, BlobPlace place, Attempts attempts, CancellationToken cancellationToken)
    {
        while (true)
        {
            NpgsqlConnection connection = await database.OpenAsync(attempts, cancellationToken).ConfigureAwait(false);
            bool isKept = false;
            try
            {
                // Begun with the first statement, in one round trip; the connection's end ends it.
                await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
                using NpgsqlCommand find = connection.Command(sql.State).With(place.Project).With(place.Path);
                await using NpgsqlDataReader reader = await find.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                BlobState? found = await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? BlobState.Read(reader) : null;
                isKept = true;
                return (connection, found);
            }
            catch (Exception e) when (Database.IsOfServer(e))
            {
                FailureKind kind = Failures.OfWorking(e);
                await attempts.FailedAsync(e, kind == FailureKind.Unknown ? FailureKind.Refused : kind, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                if (!isKept)
                {
                    await CloseAsync(connection).ConfigureAwait(false);
                }
            }
        }
    }

    private int LengthOf(long ordinal) => (int)Math.Min(BlobSql.ChunkSize, Info.Length - (ordinal * BlobSql.ChunkSize));

    private StorageException Damaged(string reason) => new(
        "read", _place.ToString(), reason, "The table blob_chunk was changed by another hand: restore the blob from a backup.");
}
