using Ledgerline.FileSystem;
using Ledgerline.Tests.Simulation.Defects;

namespace Ledgerline.Tests.FileSystem;

/// <summary>The real disk, which counts what is read from logs and how often one is opened.</summary>
internal sealed class CountingDisk() : ForwardingDisk(Disk.Real)
{
    public long BytesRead { get; private set; }

    public int Reads { get; private set; }

    public int Opens { get; private set; }

    public void Reset() => (BytesRead, Reads, Opens) = (0, 0, 0);

    protected override DiskFile Wrap(DiskFile file, DiskOpen how)
    {
        Opens++;
        return file.Path.EndsWith(LogPaths.Extension, StringComparison.Ordinal) ? new CountedFile(this, file) : file;
    }

    private sealed class CountedFile(CountingDisk disk, DiskFile inner) : ForwardingFile(inner)
    {
        public override int Read(Span<byte> buffer, long offset)
        {
            int read = Inner.Read(buffer, offset);
            disk.BytesRead += read;
            disk.Reads++;
            return read;
        }
    }
}
