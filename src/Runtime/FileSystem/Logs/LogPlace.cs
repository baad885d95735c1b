namespace Ledgerline.FileSystem;

/// <summary>A sound line and where it stands, to see after a cut whether it still stands there.</summary>
internal readonly record struct LogPlace(long Offset, long End, long Seq, uint Fingerprint)
{
    private const int ReadSize = 4 * 1024;

    /// <summary>The line that ends at an offset; null where none does, or it is not sound.</summary>
    public static LogPlace? Before(DiskFile file, long offset)
    {
        var lines = new BackwardLines(file, 0, offset, ReadSize);
        return lines.MoveNext() && lines.IsTerminated && LogLine.TryParse(lines.Line, out LogLine line, out _)
            ? new(lines.Offset, offset, line.Seq, line.Fingerprint)
            : null;
    }

    /// <summary>Whether the line stands in the committed part of a view that was just extended.</summary>
    public bool IsStillIn(LogView view)
    {
        if (view.End < End)
        {
            return false;
        }

        var lines = new ForwardLines(view.File!, Offset, End, (int)Math.Clamp(End - Offset, 16, LineBuffer.UsualSize));
        return lines.MoveNext()
            && LogLine.TryParse(lines.Line, out LogLine line, out _)
            && line.Seq == Seq
            && line.Fingerprint == Fingerprint;
    }
}
