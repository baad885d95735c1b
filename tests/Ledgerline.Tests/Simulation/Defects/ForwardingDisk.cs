using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation.Defects;

/// <summary>A disk that passes every call on: what a deliberate defect changes a little of.</summary>
internal abstract class ForwardingDisk(Disk inner) : Disk
{
    protected Disk Inner { get; } = inner;

    public override long Now => Inner.Now;

    public override DiskFile? Open(string path, DiskOpen how) => Inner.Open(path, how) is { } file ? Wrap(file, how) : null;

    public override DiskFile? OpenDirectory(string path) => Inner.OpenDirectory(path);

    public override FileStatus? Status(string path) => Inner.Status(path);

    public override void Rename(string source, string target) => Inner.Rename(source, target);

    public override bool Delete(string path) => Inner.Delete(path);

    public override bool CreateDirectory(string path) => Inner.CreateDirectory(path);

    public override void FlushDirectory(string path) => Inner.FlushDirectory(path);

    public override bool TryRemoveDirectory(string path) => Inner.TryRemoveDirectory(path);

    public override IEnumerable<DirectoryEntry>? List(string path) => Inner.List(path);

    public override DirectoryNotifier? TryOpenNotifier(INotificationTarget target) => Inner.TryOpenNotifier(target);

    /// <summary>What an opened file is given out as.</summary>
    protected virtual DiskFile Wrap(DiskFile file, DiskOpen how) => file;
}
