using System.Diagnostics.CodeAnalysis;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// Removes what is more than a policy keeps. Under the log's lock, after a group was acknowledged: the append stands, so
/// what fails here is told to nobody who waits for it, and the next append looks again.
/// </summary>
internal static class LogTrimming
{
    /// <summary>Whether there is so much more than the policy keeps that it is worth removing; costs no search.</summary>
    public static bool IsDue(WritableLog log, [NotNullWhen(true)] LogRetention? retention, long now)
    {
        if (retention is null || log.File is null || log.Length == 0)
        {
            return false;
        }

        try
        {
            return IsAbove(log, retention, now);
        }
        catch (LedgerlineException failure)
        {
            log.Events.TrimmingFailed(log.Paths.Log, failure);
            return false;
        }
    }

    /// <summary>Removes the oldest entries beyond the policy, durably, as a truncation does. The last entry stays.</summary>
    public static void Trim(WritableLog log, LogRetention retention, long now)
    {
        try
        {
            if (IsAbove(log, retention, now))
            {
                Remove(log, retention, now);
            }
        }
        catch (LedgerlineException failure)
        {
            log.Events.TrimmingFailed(log.Paths.Log, failure);
        }
    }

    private static bool IsAbove(WritableLog log, LogRetention retention, long now)
    {

        if (retention.IsTooLarge(log.Length) && log.Length - log.FutileTrim > retention.MaxBytes / 4)
        {
            return true;
        }

        bool countsEntries = retention.MaxEntries is not null || retention.MaxAge is not null;
        return countsEntries
            && log.First() is { } first
            && (retention.HasTooMany(Count(log, first)) || retention.IsTooOld(first.Timestamp, now));
    }

    private static void Remove(WritableLog log, LogRetention retention, long now)
    {
        if (log.File is not { } file || log.First() is not { } first)
        {
            return;
        }

        long keepFrom = 0;
        if (retention.HasTooMany(Count(log, first)))
        {
            keepFrom = LogSearch.AfterSeq(file, log.Length, log.LastSeq - log.Lost - retention.MaxEntries!.Value);
        }

        if (retention.IsTooLarge(log.Length))
        {
            keepFrom = Math.Max(keepFrom, BackwardLines.StartOfLine(file, 0, log.Length - retention.MaxBytes!.Value));
        }

        if (retention.IsTooOld(first.Timestamp, now))
        {
            keepFrom = Math.Max(keepFrom, LogSearch.AfterTime(file, log.Length, retention.OldestKept(now) - 1));
        }

        keepFrom = Math.Min(keepFrom, BackwardLines.StartOfLine(file, 0, log.Length - 1));
        if (keepFrom > 0 && LogSearch.FirstEntry(file, keepFrom, log.Length) is { } kept)
        {
            LogRemoval.RemoveBefore(log, keepFrom, kept.Seq - 1);
        }
        else
        {
            // The first entry alone is so large. To find that out again at every append would cost its length.
            log.FutileTrim = log.Length;
        }
    }

    private static long Count(WritableLog log, LogLine first) => log.LastSeq - log.Lost - first.Seq + 1;
}
