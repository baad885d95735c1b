namespace Ledgerline.FileSystem;

/// <summary>What a truncation must know of the part that it removes, before it removes it.</summary>
internal sealed class RemovedPart
{
    private const int DropSize = 4 << 20;

    private readonly List<(long Start, long End)> _damaged = [];

    private RemovedPart()
    {
    }

    /// <summary>How many entries go.</summary>
    public long Count { get; private set; }

    /// <summary>
    /// Looks through the part that goes, and drops it from the page cache meanwhile: what stays is copied at the same time,
    /// and finds there the memory that it needs.
    /// </summary>
    /// <param name="file">The log, flushed.</param>
    /// <param name="end">The offset behind the part.</param>
    /// <param name="seq">The last number that is to go.</param>
    /// <exception cref="LogCorruptException">There is an entry that was not asked to go.</exception>
    public static RemovedPart Look(DiskFile file, long end, long seq)
    {
        var part = new RemovedPart();
        var expected = new ExpectedLine();
        var lines = new ForwardLines(file, 0, end, LineBuffer.UsualSize);
        long dropped = 0;
        while (lines.MoveNext())
        {
            if (lines.Offset - dropped >= DropSize)
            {
                file.DropFromCache(dropped, lines.Offset - dropped);
                dropped = lines.Offset;
            }

            if (!expected.TryParse(lines.Line, out LogLine line, out _))
            {
                part._damaged.Add((lines.Offset, lines.NextOffset));
            }
            else if (line.Seq <= seq)
            {
                part.Count++;
            }
            else
            {
                throw new LogCorruptException(
                    file.Path, LineNumber.Of(file, lines.Offset), lines.Offset, $"seq {line.Seq} stands before seq {seq}, and would be truncated with it");
            }
        }

        file.DropFromCache(dropped, end - dropped);
        return part;
    }

    /// <summary>Sets aside the lines that are no entries: nothing is erased unseen.</summary>
    public void Quarantine(WritableLog log)
    {
        if (_damaged.Count > 0)
        {
            LogQuarantine.Add(log, _damaged);
        }
    }
}
