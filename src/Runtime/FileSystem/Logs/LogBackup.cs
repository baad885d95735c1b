namespace Ledgerline.FileSystem;

/// <summary>A complete copy of a log beside it, made before a repair changes anything.</summary>
internal static class LogBackup
{
    /// <summary>Copies the log, durably, under a name that nothing has.</summary>
    /// <returns>The copy's path.</returns>
    public static string Make(WritableLog log)
    {
        string path = log.Paths.Backup(1);
        for (int n = 2; log.Disk.Status(path) is not null; n++)
        {
            path = log.Paths.Backup(n);
        }

        // Under the log's own temporary name, so that whoever replaces the log next removes what a crash left of it.
        FileStatus status = log.File!.Status();
        using var copy = new Replacement(log.Disk, path, status.Owner, log.Paths.Log);
        FileCopy.Copy(log.File, 0, status.Length, copy.File, 0);
        copy.Commit(flush: true);
        return path;
    }
}
