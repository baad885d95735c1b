using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation.Defects;

/// <summary>Defect: names are never put on stable storage.</summary>
internal sealed class NoDirectoryFlush(Disk inner) : ForwardingDisk(inner)
{
    public override void FlushDirectory(string path)
    {
    }
}
