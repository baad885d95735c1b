using System.Security.Cryptography;

/// <summary>Bytes that nobody stores: the same each time, and no block like another.</summary>
internal sealed class GeneratedStream(long length, Action? atEnd = null) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ulong _state = 1;
    private long _left = length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The hash of what was read so far.</summary>
    public string Hash => Convert.ToHexString(_hash.GetCurrentHash());

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_left == 0)
        {
            atEnd?.Invoke();
        }

        Span<byte> bytes = buffer.AsSpan(offset, (int)Math.Min(count, _left));
        foreach (ref byte one in bytes)
        {
            // Xorshift (Marsaglia 2003).
            _state ^= _state << 13;
            _state ^= _state >> 7;
            _state ^= _state << 17;
            one = (byte)_state;
        }

        _hash.AppendData(bytes);
        _left -= bytes.Length;
        return bytes.Length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
