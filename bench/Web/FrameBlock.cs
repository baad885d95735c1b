namespace Ledgerline.Bench.Web;

/// <summary>A part of the bytes that all sockets send. What was published of it never changes.</summary>
internal sealed class FrameBlock
{
    private volatile FrameBlock? _next;
    private volatile int _length;

    public byte[] Bytes { get; } = new byte[1 << 20];

    /// <summary>How much of it may be sent.</summary>
    public int Length => _length;

    public FrameBlock? Next => _next;

    /// <summary>Publishes frames; by one writer.</summary>
    /// <returns>The block that is written to from now on.</returns>
    public FrameBlock Append(ReadOnlySpan<byte> frames)
    {
        int room = Math.Min(frames.Length, Bytes.Length - _length);
        frames[..room].CopyTo(Bytes.AsSpan(_length));
        _length += room;
        return room == frames.Length ? this : (_next = new FrameBlock()).Append(frames[room..]);
    }
}
