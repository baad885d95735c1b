using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation.Defects;

/// <summary>Defect: a file is not replaced, its content is written over, as <c>File.WriteAllText</c> does.</summary>
internal sealed class InPlaceWrite(Disk inner) : ForwardingDisk(inner)
{
    public override void Rename(string source, string target)
    {
        if (Inner.Status(target) is null)
        {
            Inner.Rename(source, target);
            return;
        }

        using (DiskFile from = Inner.Open(source, DiskOpen.Read)!)
        using (DiskFile to = Inner.Open(target, DiskOpen.ReadWrite)!)
        {
            byte[] content = new byte[from.Status().Length];
            int length = from.Read(content, 0);
            to.SetLength(0);
            to.Write(content.AsSpan(0, length), 0);
            to.Flush();
        }

        Inner.Delete(source);
    }
}
