namespace Ledgerline.FileSystem;

/// <summary>Keeps, byte for byte and one after the other, what recovery and truncation take out of a log without understanding it.</summary>
internal static class LogQuarantine
{
    /// <summary>Copies a part of the log behind what is there, durably.</summary>
    public static void Add(Disk disk, LogPaths paths, DiskFile log, long start, long end)
    {
        using DiskFile quarantine = disk.Open(paths.Quarantine, DiskOpen.Create)
            ?? throw LinuxError.Exception("make the quarantine", paths.Quarantine, LinuxError.NotFound);
        quarantine.SetOwner(log.Status().Owner);
        FileCopy.Copy(log, start, end, quarantine, quarantine.Status().Length);
        quarantine.Flush();
        disk.FlushDirectory(paths.Directory);
    }
}
