namespace Ledgerline.Tests.Simulation;

/// <summary>A file's bytes in memory: growable, and NUL wherever nothing was written.</summary>
internal sealed class Bytes
{
    private byte[] _content = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _content.AsSpan(0, Length);

    public void SetLength(int length)
    {
        Reserve(length);
        if (length < Length)
        {
            _content.AsSpan(length).Clear();
        }

        Length = length;
    }

    /// <summary>Writes without changing the length: what lies behind it is not seen unless the length follows.</summary>
    public void Put(ReadOnlySpan<byte> bytes, int offset)
    {
        Reserve(offset + bytes.Length);
        bytes.CopyTo(_content.AsSpan(offset));
    }

    /// <summary>A sector's content, NULs behind the end included.</summary>
    public byte[] Sector(int sector)
    {
        Reserve((sector + 1) * SimulatedNode.SectorSize);
        return _content.AsSpan(sector * SimulatedNode.SectorSize, SimulatedNode.SectorSize).ToArray();
    }

    public void CopyFrom(Bytes other)
    {
        _content = [.. other.Span];
        Length = other.Length;
    }

    private void Reserve(int size)
    {
        if (_content.Length < size)
        {
            Array.Resize(ref _content, Math.Max(size, _content.Length * 2));
        }
    }
}
