namespace Ledgerline.Postgres;

/// <summary>
/// A stream's content, in the memory of two chunks: the next one is read while the last one is sent. What the stream throws is
/// told apart from what the server says.
/// </summary>
internal sealed class StreamBlobSource(Stream content, CancellationToken cancellationToken) : BlobSource
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(BlobSql.ChunkSize);
    private byte[]? _spare;
    private Task<int>? _next;

    public override bool IsLast => Chunk.Length < BlobSql.ChunkSize;

    public override bool IsSpent => Ordinal > 0;

    public override async ValueTask MoveNextAsync()
    {
        int length = await (_next ?? ReadAsync(_buffer)).ConfigureAwait(false);
        if (_next is not null)
        {
            (_buffer, _spare) = (_spare!, _buffer);
            _next = null;
        }

        Chunk = _buffer.AsMemory(0, length);
        Length += length;
        Ordinal++;
    }

    public override void ReadAhead()
    {
        if (!IsLast && _next is null)
        {
            _spare ??= GC.AllocateUninitializedArray<byte>(BlobSql.ChunkSize);
            _next = ReadAsync(_spare);
        }
    }

    /// <summary>Ends reading, and waits until it has ended: the stream is the caller's again.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (_next is { } next)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stop.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<int> ReadAsync(byte[] buffer)
    {
        try
        {
            return await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new BlobSourceException(e);
        }
    }
}
