using Ledgerline.Drivers;

namespace Ledgerline.Postgres;

/// <summary>A version that was read whole when it was opened: it needs the server no more.</summary>
internal sealed class SmallBlobReader(BlobInfo info, ReadOnlyMemory<byte> content) : IBlobReader
{
    public BlobInfo Info => info;

    public int Read(Span<byte> buffer, long offset)
    {
        ReadOnlySpan<byte> rest = offset >= content.Length ? [] : content.Span[(int)offset..];
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        return count;
    }

    public void Dispose()
    {
    }
}
