using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation.Defects;

/// <summary>Defect: a new file takes its place first, and is flushed then.</summary>
internal sealed class RenameBeforeFlush(Disk inner) : ForwardingDisk(inner)
{
    private readonly HashSet<string> _unflushed = new(StringComparer.Ordinal);

    public override void Rename(string source, string target)
    {
        Inner.Rename(source, target);
        if (_unflushed.Remove(source) && Inner.Open(target, DiskOpen.ReadWrite) is { } file)
        {
            using (file)
            {
                file.Flush();
            }
        }
    }

    protected override DiskFile Wrap(DiskFile file, DiskOpen how) =>
        SimulatedMachine.IsTemporary(file.Path) ? new FileFlushedLater(file, _unflushed) : file;

    private sealed class FileFlushedLater(DiskFile inner, HashSet<string> unflushed) : ForwardingFile(inner)
    {
        public override void Flush() => unflushed.Add(Inner.Path);
    }
}
