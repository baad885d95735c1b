namespace Ledgerline.Tests.Simulation;

/// <summary>A change to a file that is not on stable storage yet: one sector's new content, or a new length.</summary>
/// <param name="Sector">The sector that was written, or -1.</param>
/// <param name="Content">The sector's content.</param>
/// <param name="Length">The file's new length, where that is what changed.</param>
/// <param name="IsCut">Whether the file became shorter: a journalling file system keeps what follows a cut behind it.</param>
internal readonly record struct PendingChange(int Sector, byte[] Content, int Length, bool IsCut)
{
    public static PendingChange Write(int sector, byte[] content) => new(sector, content, 0, false);

    public static PendingChange Extend(int length) => new(-1, [], length, false);

    public static PendingChange Cut(int length) => new(-1, [], length, true);
}
