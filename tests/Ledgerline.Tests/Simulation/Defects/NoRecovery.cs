using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation.Defects;

/// <summary>Defect: what a crash left behind the last committed line stays, and appends go behind it.</summary>
internal sealed class NoRecovery(Disk inner) : ForwardingDisk(inner)
{
    protected override DiskFile Wrap(DiskFile file, DiskOpen how) =>
        file.Path == SimulatedProcess.LogPath ? new FileWithoutCuts(file) : file;

    private sealed class FileWithoutCuts(DiskFile inner) : ForwardingFile(inner)
    {
        public override void Write(ReadOnlySpan<byte> bytes, long offset) =>
            Inner.Write(bytes, Math.Max(offset, Inner.Status().Length));

        public override void SetLength(long length)
        {
        }
    }
}
