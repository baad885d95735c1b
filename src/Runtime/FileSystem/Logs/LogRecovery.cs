namespace Ledgerline.FileSystem;

/// <summary>
/// What comes before the first append: finds the committed end, ends a last line that lacks only its <c>\n</c>, and
/// sets aside what follows. Refuses a file that is damaged, or that is no log, before it writes anything.
/// </summary>
internal static class LogRecovery
{
    /// <param name="log">The open log; its length and last number are set.</param>
    /// <param name="floor">The offset up to which all is known to be committed; 0 where nothing is known.</param>
    /// <exception cref="LogCorruptException">The end is damaged, out of order, below the head, or the file is no log.</exception>
    public static void Recover(WritableLog log, long floor)
    {
        DiskFile file = log.File!;
        long length = file.Status().Length;
        LogTail tail = LogTail.Find(file, floor, length, looksFarBack: floor == 0);
        if (tail.Damage is not null)
        {
            throw new LogCorruptException(
                log.Paths.Log, LineNumber.Of(file, tail.DamageOffset), tail.DamageOffset, tail.Damage);
        }

        bool lacksNewline = false;
        if (tail.Unterminated is { } whole)
        {
            lacksNewline = true;
            tail = tail with { End = length, Seq = whole.Seq, Timestamp = whole.Timestamp };
        }

        ThrowUnlessLog(file, tail.End, length);
        LogTail.CheckOrder(file, floor, tail.End, floor > 0 ? log.LastSeq : null);
        if (floor == 0)
        {
            tail.ThrowIfBelow(log.LastSeq > 0 ? log.Head : null, file, log.Paths);
        }

        if (lacksNewline)
        {
            file.Write("\n"u8, length);
            log.Flush();
            tail = tail with { End = length + 1 };
        }
        else if (tail.End < length)
        {
            LogQuarantine.Add(log, tail.End, length);
            log.Cut(tail.End);
            log.Flush();
        }

        bool isMended = lacksNewline || tail.End < length;
        log.Length = tail.End;
        if (tail.Seq > 0)
        {
            log.Assign(tail.Seq);
            if (log.Lost == 0)
            {
                // Where the count went on without entries, the head says up to when.
                log.LastTimestamp = Math.Max(tail.Timestamp, log.LastTimestamp);
            }
        }

        if (isMended)
        {
            log.Events.Recovered(log.Paths.Log, log.LastSeq);
        }
    }

    /// <summary>A file without one committed line is a torn first write, or it is no log at all and not ours to touch.</summary>
    public static void ThrowUnlessLog(DiskFile file, long end, long length)
    {
        if (end > 0 || length == 0)
        {
            return;
        }

        Span<byte> beginning = stackalloc byte[16];
        if (!LogLine.CouldBegin(beginning[..file.Read(beginning, 0)]))
        {
            throw new LogCorruptException(
                file.Path, 1, 0, "the file does not begin as a log does, with {\"seq\":, and holds no entry: it is something else");
        }
    }
}
