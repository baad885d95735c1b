using System.Buffers;
using System.Text.Json;
using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>Collects the payloads of one append, end to end. Rented from a codec and given back to it.</summary>
internal sealed class PayloadBuffer : IBufferWriter<byte>
{
    private const int KeepAtMost = 1 << 20;

    private byte[] _bytes = new byte[1024];
    private int[] _ends = new int[4];
    private int _length;
    private int _count;

    public PayloadBuffer(JsonWriterOptions options) => Writer = new Utf8JsonWriter(this, options);

    /// <summary>Writes into this buffer.</summary>
    public Utf8JsonWriter Writer { get; }

    public PayloadBatch Batch => new(_bytes.AsMemory(0, _length), _ends.AsMemory(0, _count));

    /// <summary>Adds a payload that is ready.</summary>
    public void AddPayload(ReadOnlySpan<byte> payload)
    {
        if (_bytes.Length - _length < payload.Length)
        {
            Reserve(payload.Length);
        }

        payload.CopyTo(_bytes.AsSpan(_length));
        _length += payload.Length;
        EndPayload();
    }

    /// <summary>Ends the payload whose bytes were written since the last one.</summary>
    public void EndPayload()
    {
        if (_count == _ends.Length)
        {
            Array.Resize(ref _ends, _count * 2);
        }

        _ends[_count++] = _length;
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <summary>Empties the buffer.</summary>
    /// <returns>Whether it is small enough to keep.</returns>
    public bool Reset()
    {
        _length = 0;
        _count = 0;
        Writer.Reset(this);
        return _bytes.Length <= KeepAtMost;
    }

    private void Reserve(int sizeHint)
    {
        int needed = checked(_length + Math.Max(sizeHint, 256));
        if (needed > _bytes.Length)
        {
            // Doubling would overflow above 1 GiB; an array cannot be longer than Array.MaxLength.
            long doubled = Math.Min((long)_bytes.Length * 2, Array.MaxLength);
            Array.Resize(ref _bytes, (int)Math.Max(needed, doubled));
        }
    }
}
