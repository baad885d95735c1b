using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation.Defects;

/// <summary>Defect: a flush that fails is taken for one that succeeded, as .NET's own calls do.</summary>
internal sealed class FlushResultIgnored(Disk inner) : ForwardingDisk(inner)
{
    protected override DiskFile Wrap(DiskFile file, DiskOpen how) => new FileWithoutResult(file);

    private sealed class FileWithoutResult(DiskFile inner) : ForwardingFile(inner)
    {
        public override void Flush()
        {
            try
            {
                Inner.Flush();
            }
            catch (StorageException)
            {
                // This is the defect.
            }
        }
    }
}
