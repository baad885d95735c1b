using System.Buffers;
using System.Buffers.Text;

namespace Ledgerline.AspNetCore;

/// <summary>Bytes that grow at their end, in a rented array. For one thread at a time.</summary>
internal sealed class FrameBuffer : IDisposable
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Room at the end, to be counted in by <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_bytes.Length - Length < size)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + size, EventRing.SmallestBlock));
            Written.CopyTo(larger);
            Release();
            _bytes = larger;
        }

        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Advance(bytes.Length);
    }

    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, Reserve(20), out int written);
        Advance(written);
    }

    /// <summary>Empties it; a large array is given back.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > EventRing.LargestBlock)
        {
            Release();
        }
    }

    public void Dispose()
    {
        Length = 0;
        Release();
    }

    private void Release()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }
}
