using Ledgerline.Drivers;

namespace Ledgerline.Memory;

/// <summary>One version of a blob. Its bytes never change, so whoever has it open needs nothing else.</summary>
internal sealed class MemoryBlob(BlobInfo info, byte[] content) : IBlobReader
{
    public BlobInfo Info => info;

    public int Read(Span<byte> buffer, long offset)
    {
        ReadOnlySpan<byte> rest = offset >= content.Length ? [] : content.AsSpan((int)offset);
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        return count;
    }

    public void Dispose()
    {
    }
}
