using Ledgerline.Drivers;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.FileSystem;

/// <summary>One version of a blob: a file is replaced, never rewritten, so what is open stays what it was.</summary>
internal sealed class FileBlobReader(DiskFile file, BlobInfo info) : IBlobReader
{
    public BlobInfo Info => info;

    public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

    public long TryCopyTo(SafeFileHandle target, long targetOffset, long offset, long length) =>
        file.TryCopyTo(target, targetOffset, offset, length);

    public void Dispose() => file.Dispose();
}
