using System.Diagnostics.CodeAnalysis;

namespace Ledgerline.FileSystem;

/// <summary>Where the committed part of a log file ends, and with which entry.</summary>
internal sealed record LogTail
{
    /// <summary>How far back the order of entries is checked before anything is appended behind them.</summary>
    private const int CheckedBytes = 64 * 1024;

    /// <summary>How far back recovery looks for a tear at least: more than is usually written before the system flushes by itself.</summary>
    private const int UnflushedBytes = 16 * 1024 * 1024;

    /// <summary>The offset behind the last committed line.</summary>
    public required long End { get; init; }

    /// <summary>The last sound committed entry's number; 0 where there is none in the part that was looked at.</summary>
    public long Seq { get; init; }

    /// <summary>The last committed entry's timestamp.</summary>
    public long Timestamp { get; init; }

    /// <summary>
    /// Where the file goes on with a line that is whole and ends a batch but lacks its <c>\n</c>: the entry that
    /// recovery keeps.
    /// </summary>
    public LogLine? Unterminated { get; init; }

    /// <summary>What is wrong with the last line, where it was written to its end and damaged afterwards.</summary>
    public string? Damage { get; init; }

    /// <summary>Where the damaged last line begins.</summary>
    public long DamageOffset { get; init; }

    /// <summary>Finds the tail from the end of a file, in as many bytes as the tail has.</summary>
    /// <param name="file">The file.</param>
    /// <param name="floor">An offset up to which everything is known to be committed.</param>
    /// <param name="length">The file's length.</param>
    /// <param name="looksFarBack">
    /// Whether to look for a tear as far back as unflushed lines can reach, and not only where the same read shows it.
    /// </param>
    /// <param name="firstSize">How much that read is at first.</param>
    /// <remarks>
    /// No line is written with a NUL in it. Where there is one, a crash of the machine lost a sector that was not
    /// flushed, and a flush covers all that was written before it: so neither was anything behind the NUL flushed, and
    /// whatever sound lines stand there were never acknowledged as such. The log ends before the torn line.
    /// </remarks>
    public static LogTail Find(DiskFile file, long floor, long length, bool looksFarBack = false, int firstSize = LineBuffer.UsualSize)
    {
        while (length > floor)
        {
            var lines = new BackwardLines(file, floor, length, firstSize);
            LogTail tail = FindLast(lines, floor);
            long nul = looksFarBack ? LastNul(file, floor, tail) : lines.LastUnread(0);
            if (nul < 0)
            {
                return tail;
            }

            length = BackwardLines.StartOfLine(file, floor, nul);
        }

        return new() { End = floor };
    }

    private static LogTail FindLast(BackwardLines lines, long floor)
    {
        var tail = new LogTail { End = floor };
        while (lines.MoveNext())
        {
            ReadOnlySpan<byte> bytes = lines.Line;
            bool valid = LogLine.TryParse(bytes, out LogLine line, out string? fault);
            if (!lines.IsTerminated)
            {
                tail = tail with { Unterminated = valid && !line.More ? line : null };
            }
            else if (valid && !line.More)
            {
                long end = tail.Damage is null ? lines.EndOffset : tail.End;
                return tail with { End = end, Seq = line.Seq, Timestamp = line.Timestamp };
            }
            else if (!valid)
            {
                // Behind a tear nothing was flushed: neither was a last line that lacks only its newline.
                tail = tail with { Unterminated = null };
                if (tail.Damage is null && LogLine.IsDamageNotTear(bytes))
                {
                    tail = tail with { End = lines.EndOffset, Damage = fault, DamageOffset = lines.Offset };
                }
            }
        }

        return tail;
    }

    /// <summary>The last NUL among the lines that may not have been flushed; -1 where there is none.</summary>
    /// <remarks>
    /// A group of appends has one timestamp, an import is one batch, and each is flushed before the next begins, so what
    /// is not flushed goes back no farther than to a batch that ended earlier. Buffered groups are many: for them the
    /// number of bytes counts.
    /// </remarks>
    private static long LastNul(DiskFile file, long floor, LogTail tail)
    {
        byte[] buffer = new byte[LineBuffer.UsualSize];
        for (long at = tail.End; at > floor;)
        {
            int count = (int)Math.Min(buffer.Length, at - floor);
            at -= count;
            ReadOnlySpan<byte> bytes = buffer.AsSpan(0, file.Read(buffer.AsSpan(0, count), at));
            int nul = bytes.LastIndexOf((byte)0);
            if (nul >= 0)
            {
                return at + nul;
            }

            if (tail.End - at >= UnflushedBytes && EndsEarlierBatch(bytes, tail.Timestamp))
            {
                break;
            }
        }

        return -1;
    }

    /// <summary>
    /// Whether in a part of a file a batch ends, and the next one begins earlier than a time: it was flushed before what has
    /// that time was written. Lines may be longer than the part, so only what stands around their ends is looked at.
    /// </summary>
    private static bool EndsEarlierBatch(ReadOnlySpan<byte> part, long timestamp)
    {
        int next = 0;
        while (part[next..].IndexOf((byte)'\n') is var length and >= 0)
        {
            ReadOnlySpan<byte> line = part.Slice(next, length);
            next += length + 1;
            if (line.Length >= LogLine.LongestEnd
                && !LogLine.EndsWithMore(line)
                && LogLine.TryParseHead(part[next..], out _, out long following, out _)
                && following < timestamp)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Checks that the entries before an offset are in order, as far back as one read goes: appending behind entries
    /// that are not would make the damage worse.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="floor">The offset up to which the order is known.</param>
    /// <param name="end">The offset behind the last committed line.</param>
    /// <param name="seqAtFloor">The number that the part before <paramref name="floor"/> ends with, where it is known.</param>
    /// <exception cref="LogCorruptException">Two sound neighbours are not in order.</exception>
    public static void CheckOrder(DiskFile file, long floor, long end, long? seqAtFloor)
    {
        var lines = new BackwardLines(file, floor, end, CheckedBytes);
        long following = 0;
        long followingLost = 0;
        long followingOffset = 0;
        while (end - lines.Offset < CheckedBytes && lines.MoveNext())
        {
            if (!LogLine.TryParse(lines.Line, out LogLine line, out _))
            {
                following = 0;
                continue;
            }

            ThrowUnlessNext(line.Seq);
            following = line.Seq;
            followingLost = line.Lost;
            followingOffset = lines.Offset;
        }

        if (seqAtFloor is { } known && lines.Offset == floor)
        {
            ThrowUnlessNext(known);
        }

        void ThrowUnlessNext(long seq)
        {
            if (following > 0 && (following <= seq || following - seq - 1 > followingLost))
            {
                throw new LogCorruptException(
                    file.Path,
                    LineNumber.Of(file, followingOffset),
                    followingOffset,
                    OutOfOrder(following, seq));
            }
        }
    }

    /// <summary>
    /// Makes sure that a log does not end below what its head says was assigned. An empty log may, and one that holds
    /// only the torn beginning of the next entry.
    /// </summary>
    /// <exception cref="LogCorruptException">Acknowledged entries are missing at the end.</exception>
    public void ThrowIfBelow(LogHead? head, DiskFile file, LogPaths paths)
    {
        if (head is null || Damage is not null)
        {
            return;
        }

        long seq = Seq;
        if (seq == 0)
        {
            Span<byte> beginning = stackalloc byte[LogLine.MaxEnvelope];
            int length = file.Read(beginning, 0);
            if (!LogLine.TryParseHead(beginning[..length], out seq, out _, out _))
            {
                return;
            }
        }

        long floor = head.Seq - head.Lost;
        if (Seq == 0 ? seq <= floor : seq < floor)
        {
            throw new LogCorruptException(
                paths.Log,
                LineNumber.Of(file, End),
                End,
                $"the committed entries end with seq {Seq}, but {Path.GetFileName(paths.Head)} says that {floor} was assigned: entries are missing at the end, or an older copy was put back");
        }
    }

    /// <summary>The last number assigned: a repair may have given up those behind the last entry.</summary>
    public long LastAssigned(LogHead? head) => EndsBelow(head) ? head.Seq : Seq;

    /// <summary>The last timestamp assigned: where the count went on without entries, the head's.</summary>
    public long LastTimestamp(LogHead? head) => EndsBelow(head) ? head.Timestamp : Timestamp;

    /// <summary>Whether the numbers behind the last entry, up to the head's, were given up.</summary>
    private bool EndsBelow([NotNullWhen(true)] LogHead? head) => head is { Lost: > 0 } && Seq > 0 && head.Seq > Seq;

    /// <summary>The words for an entry that is not the next one.</summary>
    public static string OutOfOrder(long seq, long previous) =>
        $"seq {seq} follows {previous}, expected {previous + 1}: two writers without a shared lock, or an edit by hand";
}
