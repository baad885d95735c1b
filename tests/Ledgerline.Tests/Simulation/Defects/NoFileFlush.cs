using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation.Defects;

/// <summary>Defect: what is in files is never put on stable storage.</summary>
internal sealed class NoFileFlush(Disk inner) : ForwardingDisk(inner)
{
    protected override DiskFile Wrap(DiskFile file, DiskOpen how) => new FileWithoutFlush(file);

    private sealed class FileWithoutFlush(DiskFile inner) : ForwardingFile(inner)
    {
        public override void Flush()
        {
        }
    }
}
