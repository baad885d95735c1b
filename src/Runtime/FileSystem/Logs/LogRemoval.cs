namespace Ledgerline.FileSystem;

/// <summary>Removes a log's first entries, or the log. Under its lock, on what was just refreshed.</summary>
internal static class LogRemoval
{
    /// <summary>Removes the entries up to a number and goes on counting.</summary>
    /// <returns>The number of entries removed.</returns>
    public static long TruncateBefore(WritableLog log, long seq)
    {
        if (log.File is not { } file || log.Length == 0)
        {
            return 0;
        }

        long keepFrom = LogSearch.AfterSeq(file, log.Length, seq);
        return keepFrom == 0 ? 0 : RemoveBefore(log, keepFrom, seq);
    }

    /// <summary>Removes what stands before an offset.</summary>
    /// <param name="log">The log, which has a file.</param>
    /// <param name="keepFrom">The offset behind the part that goes.</param>
    /// <param name="seq">The last number that is to go.</param>
    /// <returns>The number of entries removed.</returns>
    public static long RemoveBefore(WritableLog log, long keepFrom, long seq)
    {
        // First, because the look drops what it has seen from the page cache: nothing may be there alone.
        log.Flush();

        // Copying what stays takes the disk, looking through what goes takes the processor: they pay for each other.
        DiskFile file = log.File!;
        RemovedPart removed = null!;
        using Replacement kept = log.BeginReplacement();
        log.Disk.Both(
            () => removed = RemovedPart.Look(file, keepFrom, seq),
            () =>
            {
                FileCopy.Copy(file, keepFrom, log.Length, kept.File, 0);
                kept.File.Flush();
            });
        removed.Quarantine(log);
        try
        {
            log.Head.Write(log.Disk, log.Paths, log.File!.Status().Owner);
            log.RaiseEpoch();
            log.Replace(kept, log.Length - keepFrom);
        }
        catch
        {
            log.Forget();
            throw;
        }

        return removed.Count;
    }

    /// <summary>Removes the log and its companions, but for the lock.</summary>
    /// <returns>Whether there was a log.</returns>
    public static bool Delete(WritableLog log)
    {
        log.RaiseEpochForNextLog();
        log.Forget();
        Disk disk = log.Disk;
        bool existed = disk.Delete(log.Paths.Log);

        // The count goes last: half a deletion leaves an empty log that still counts on.
        existed |= disk.Delete(log.Paths.Quarantine);
        existed |= disk.Delete(log.Paths.Head);

        // Once more, for who looked in between and took what was left for the next log.
        log.RaiseEpochForNextLog();

        // Also where nothing was there: a deletion that failed at this point has left nothing but the flush to do.
        disk.FlushDirectory(log.Paths.Directory);

        log.EndRewrite();
        return existed;
    }
}
