namespace Ledgerline.FileSystem;

/// <summary>
/// Finds a place in a log by number or time, in the file itself: lines are ordered, so a guess by proportion, made
/// safe by halving, needs a few small reads however long the file is.
/// </summary>
internal static class LogSearch
{
    private const int ProbeSize = 4 * 1024;

    /// <summary>Below this the rest is read through.</summary>
    private const int ScanSize = 32 * 1024;

    /// <summary>The offset of the first entry with a number above <paramref name="seq"/>, or <paramref name="end"/>.</summary>
    public static long AfterSeq(DiskFile file, long end, long seq) => FirstAbove(file, end, seq, byTime: false);

    /// <summary>The offset of the first entry later than a time in milliseconds, or <paramref name="end"/>.</summary>
    public static long AfterTime(DiskFile file, long end, long timestamp) => FirstAbove(file, end, timestamp, byTime: true);

    /// <summary>The first sound entry from an offset on; null where there is none.</summary>
    public static LogLine? FirstEntry(DiskFile file, long start, long end)
    {
        var lines = new ForwardLines(file, start, end, ProbeSize);
        while (lines.MoveNext())
        {
            if (LogLine.TryParse(lines.Line.Span, out LogLine line, out _))
            {
                return line;
            }
        }

        return null;
    }

    private static long FirstAbove(DiskFile file, long end, long target, bool byTime)
    {
        // Invariant: every entry that begins before low is at most the target; one at or behind high is above it.
        long low = 0;
        long high = end;
        long lowKey = long.MinValue;
        long highKey = long.MaxValue;
        bool halve = false;
        while (high - low > ScanSize)
        {
            long middle = halve || lowKey == long.MinValue || highKey == long.MaxValue
                ? low + ((high - low) / 2)
                : Guess(low, high, lowKey, highKey, target);
            halve = !halve;
            if (Probe(file, middle, high, byTime) is not { } found)
            {
                // No entry begins between the middle and high: what is left to look at begins before.
                high = middle;
                highKey = long.MaxValue;
                continue;
            }

            if (found.Key > target)
            {
                high = middle;
                highKey = found.Key;
            }
            else
            {
                low = found.NextOffset;
                lowKey = found.Key;
            }
        }

        var lines = new ForwardLines(file, low, end, ProbeSize);
        while (lines.MoveNext())
        {
            if (LogLine.TryParseHead(lines.Line.Span, out long seq, out long timestamp, out _)
                && (byTime ? timestamp : seq) > target)
            {
                return lines.Offset;
            }
        }

        return end;
    }

    /// <summary>Where the target would be if keys were spread evenly, kept off the borders so that each step gets somewhere.</summary>
    private static long Guess(long low, long high, long lowKey, long highKey, long target)
    {
        double share = ((double)target - lowKey) / Math.Max(1, (double)highKey - lowKey);
        long margin = Math.Min(ScanSize / 2, (high - low) / 4);
        return Math.Clamp(low + (long)((high - low) * share) - margin, low + margin, high - margin);
    }

    /// <summary>The first entry that begins behind an offset.</summary>
    private static (long Key, long NextOffset)? Probe(DiskFile file, long offset, long end, bool byTime)
    {
        var lines = new ForwardLines(file, offset, end, ProbeSize);

        // What stands at the offset is most likely the middle of a line.
        if (!lines.MoveNext())
        {
            return null;
        }

        while (lines.MoveNext())
        {
            if (LogLine.TryParseHead(lines.Line.Span, out long seq, out long timestamp, out _))
            {
                return (byTime ? timestamp : seq, lines.NextOffset);
            }
        }

        return null;
    }
}
