using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation.Defects;

/// <summary>Defect: a truncation replaces the log first, and then writes the head.</summary>
internal sealed class HeadAfterRename(Disk inner) : ForwardingDisk(inner)
{
    private (string Source, string Target)? _head;

    public override void Rename(string source, string target)
    {
        if (target.EndsWith(".head", StringComparison.Ordinal))
        {
            _head = (source, target);
            return;
        }

        Inner.Rename(source, target);
        if (_head is { } head)
        {
            _head = null;
            Inner.FlushDirectory(Path.GetDirectoryName(target)!);
            Inner.Rename(head.Source, head.Target);
        }
    }
}
