namespace Ledgerline.FileSystem;

/// <summary>Keeps, byte for byte and one after the other, what recovery and truncation take out of a log without understanding it.</summary>
internal static class LogQuarantine
{
    /// <summary>Copies a part of the log behind what is there, durably.</summary>
    public static void Add(WritableLog log, DiskFile file, long start, long end)
    {
        LogPaths paths = log.Paths;
        using DiskFile quarantine = log.Disk.Open(paths.Quarantine, DiskOpen.Create)
            ?? throw LinuxError.Exception("make the quarantine", paths.Quarantine, LinuxError.NotFound);
        quarantine.SetOwner(file.Status().Owner);
        FileCopy.Copy(file, start, end, quarantine, quarantine.Status().Length);
        quarantine.Flush();
        log.Disk.FlushDirectory(paths.Directory);
        log.Events.Quarantined(paths.Log, paths.Quarantine, start, end - start);
    }
}
