namespace Ledgerline.FileSystem;

/// <summary>What a truncation must know of the part that it removes, before it removes it.</summary>
internal static class LogTruncation
{
    /// <summary>Counts the entries that go, and sets aside the lines that are none: nothing is erased unseen.</summary>
    /// <param name="log">The log.</param>
    /// <param name="end">The offset behind the part that goes.</param>
    /// <param name="seq">The last number that is to go.</param>
    /// <exception cref="LogCorruptException">There is an entry that was not asked to go. Nothing was set aside.</exception>
    public static long CountAndQuarantine(WritableLog log, long end, long seq)
    {
        DiskFile file = log.File!;
        long removed = 0;
        List<(long Start, long End)> damaged = [];
        var lines = new ForwardLines(file, 0, end, LineBuffer.UsualSize);
        while (lines.MoveNext())
        {
            if (!LogLine.TryParse(lines.Line, out LogLine line, out _))
            {
                damaged.Add((lines.Offset, lines.NextOffset));
            }
            else if (line.Seq <= seq)
            {
                removed++;
            }
            else
            {
                throw new LogCorruptException(
                    file.Path, LineNumber.Of(file, lines.Offset), lines.Offset, $"seq {line.Seq} stands before seq {seq}, and would be truncated with it");
            }
        }

        if (damaged.Count > 0)
        {
            LogQuarantine.Add(log, damaged);
        }

        return removed;
    }
}
