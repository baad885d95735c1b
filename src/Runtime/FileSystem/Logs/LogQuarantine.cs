namespace Ledgerline.FileSystem;

/// <summary>Keeps, byte for byte and one after the other, what recovery, truncation and repair take out of a log without understanding it.</summary>
internal static class LogQuarantine
{
    /// <summary>Copies a part of the log behind what is there, durably.</summary>
    public static void Add(Disk disk, LogPaths paths, DiskFile log, long start, long end) =>
        Add(disk, paths, log, [(start, end)]);

    /// <summary>Copies parts of the log behind what is there, durably.</summary>
    public static void Add(Disk disk, LogPaths paths, DiskFile log, IReadOnlyList<(long Start, long End)> parts) =>
        Add(disk, paths, log, parts, log.Status().Owner);

    /// <summary>Copies a head that cannot be read behind what is there, durably.</summary>
    public static void AddHead(Disk disk, LogPaths paths, FileOwner owner)
    {
        using DiskFile? head = disk.Open(paths.Head, DiskOpen.Read);
        if (head is not null)
        {
            Add(disk, paths, head, [(0, head.Status().Length)], owner);
        }
    }

    private static void Add(
        Disk disk, LogPaths paths, DiskFile source, IReadOnlyList<(long Start, long End)> parts, FileOwner owner)
    {
        using DiskFile quarantine = disk.Open(paths.Quarantine, DiskOpen.Create)
            ?? throw LinuxError.Exception("make the quarantine", paths.Quarantine, LinuxError.NotFound);
        quarantine.SetOwner(owner);
        long length = quarantine.Status().Length;
        foreach ((long start, long end) in parts)
        {
            FileCopy.Copy(source, start, end, quarantine, length);
            length += end - start;
        }

        quarantine.Flush();
        disk.FlushDirectory(paths.Directory);
    }
}
