namespace Ledgerline.FileSystem;

/// <summary>
/// Keeps, byte for byte and one after the other, what recovery, truncation and repair take out of a log without
/// understanding it.
/// </summary>
internal static class LogQuarantine
{
    /// <summary>Copies a part of the log behind what is there, durably.</summary>
    public static void Add(WritableLog log, long start, long end) => Add(log, [(start, end)]);

    /// <summary>Copies parts of the log behind what is there, durably.</summary>
    public static void Add(WritableLog log, IReadOnlyList<(long Start, long End)> parts) =>
        Add(log, log.File!, parts, log.File!.Status().Owner);

    /// <summary>Copies a head that cannot be read behind what is there, durably.</summary>
    public static void AddHead(WritableLog log, FileOwner owner)
    {
        using DiskFile? head = log.Disk.Open(log.Paths.Head, DiskOpen.Read);
        if (head is not null)
        {
            Add(log, head, [(0, head.Status().Length)], owner);
        }
    }

    private static void Add(
        WritableLog log, DiskFile source, IReadOnlyList<(long Start, long End)> parts, FileOwner owner)
    {
        LogPaths paths = log.Paths;
        using DiskFile quarantine = log.Disk.Open(paths.Quarantine, DiskOpen.Create)
            ?? throw LinuxError.Exception("make the quarantine", paths.Quarantine, LinuxError.NotFound);
        quarantine.ThrowIfLinked();
        quarantine.SetOwner(owner);
        long length = quarantine.Status().Length;
        foreach ((long start, long end) in parts)
        {
            FileCopy.Copy(source, start, end, quarantine, length);
            length += end - start;
        }

        quarantine.Flush();
        log.Disk.FlushDirectory(paths.Directory);
        foreach ((long start, long end) in parts)
        {
            log.Events.Quarantined(source.Path, paths.Quarantine, start, end - start);
        }
    }
}
