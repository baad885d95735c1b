using System.Data;
using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// A version of many chunks. It has a connection of its own with a transaction that sees the database as it was at the opening,
/// so that it is read to its end whatever happens to the blob; both are held until it is disposed, and the server removes
/// nothing that is deleted meanwhile, in any table. The memory is that of two chunks: one is fetched ahead.
/// </summary>
internal sealed class PostgresBlobReader : IBlobReader
{
    private readonly NpgsqlConnection _connection;
    private readonly BlobSql _sql;
    private readonly BlobPlace _place;
    private readonly Guid _blobId;
    private byte[] _chunk = GC.AllocateUninitializedArray<byte>(BlobSql.ChunkSize);
    private byte[] _spare = GC.AllocateUninitializedArray<byte>(BlobSql.ChunkSize);
    private long _ordinal = -1;
    private long _aheadOrdinal = -1;
    private Task _ahead = Task.CompletedTask;
    private bool _isDisposed;

    private PostgresBlobReader(NpgsqlConnection connection, BlobSql sql, BlobPlace place, Guid blobId, BlobInfo info)
    {
        _connection = connection;
        _sql = sql;
        _place = place;
        _blobId = blobId;
        Info = info;
    }

    public BlobInfo Info { get; }

    /// <summary>Opens the version that is stored now; null where there is none, also where there is no project.</summary>
    /// <param name="connection">A connection that nothing was done on: the reader's from here on.</param>
    /// <param name="sql">The statements.</param>
    /// <param name="place">Which blob.</param>
    /// <param name="cancellationToken">Counts until it is open.</param>
    public static async ValueTask<PostgresBlobReader?> OpenAsync(
        NpgsqlConnection connection, BlobSql sql, BlobPlace place, CancellationToken cancellationToken)
    {
        PostgresBlobReader? opened = null;
        try
        {
            // Begun with the first statement, in one round trip; the connection's end ends it.
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
            using NpgsqlCommand find = connection.Command(sql.State).With(place.Project).With(place.Path);
            await using NpgsqlDataReader reader = await find.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            if (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
                && BlobState.Read(reader) is { BlobId: { } blobId } state)
            {
                opened = new(connection, sql, place, blobId, state.Info(place.Path)!);
            }

            return opened;
        }
        finally
        {
            if (opened is null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
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
            if (_ahead.IsCompleted)
            {
                _connection.Dispose();
            }
            else
            {
                // What is under way comes to its end, and nobody waits for it.
                _ = CloseAsync();
            }
        }
    }

    private async Task CloseAsync()
    {
        await _ahead.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connection.DisposeAsync().ConfigureAwait(false);
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
        try
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
        catch (Exception e) when (Database.IsOfServer(e))
        {
            StorageException described = Failures.Describe("read", _place.ToString(), e, FailureKind.Failed);
            throw Failures.OfWorking(e) == FailureKind.Failed ? described : new StorageException(
                "read", _place.ToString(), $"the connection was lost, and with it the version that was being read ({e.Message.TrimEnd('.')})",
                "Open it again: that may be another version.", e)
            { Kind = StorageErrorKind.Unavailable };
        }
    }

    private int LengthOf(long ordinal) => (int)Math.Min(BlobSql.ChunkSize, Info.Length - (ordinal * BlobSql.ChunkSize));

    private StorageException Damaged(string reason) => new(
        "read", _place.ToString(), reason, "The table blob_chunk was changed by another hand: restore the blob from a backup.");
}
