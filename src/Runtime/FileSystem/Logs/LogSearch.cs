namespace Ledgerline.FileSystem;

/// <summary>
/// Finds a place in a log by number or time, in the file itself: lines are ordered, so a guess by proportion, made
/// safe by halving, needs a few small reads however long the file is. Numbers rise by one, so a line that is longer
/// than a read need not be read through: what stands before and behind it says that nothing else does.
/// </summary>
internal ref struct LogSearch
{
    /// <summary>How much is read at a place: a few usual lines.</summary>
    private const int WindowSize = 4 * 1024;

    /// <summary>How much farther from a place without a line's beginning each next look is.</summary>
    private const int StepGrowth = 3;

    /// <summary>More steps than a file that is in order can take; where one is not, the rest is read through.</summary>
    private const int MaxSteps = 100;

    private readonly DiskFile _file;
    private readonly long _target;
    private readonly bool _byTime;
    private readonly long _end;
    private readonly byte[] _window;
    private long _windowOffset;
    private int _windowLength;
    private int _looks;

    /// <summary>An entry, or the beginning, that is not above the target.</summary>
    private LogLandmark _low;

    /// <summary>An entry behind it, or the end, that is above the target.</summary>
    private LogLandmark _high;

    /// <summary>Up to where an entry may begin before <see cref="_high"/>.</summary>
    private long _ceiling;

    /// <summary>A part in which no line seems to begin: left out of proportions, never out of the search.</summary>
    private (long Start, long End) _blank;

    private LogSearch(DiskFile file, LogLandmark low, LogLandmark high, long target, bool byTime, byte[] window)
    {
        _file = file;
        _low = low;
        _high = high;
        _end = high.Offset;
        _ceiling = _end;
        _target = target;
        _byTime = byTime;
        _window = window;
    }

    /// <summary>The offset of the first entry with a number above <paramref name="seq"/>, or <paramref name="end"/>.</summary>
    public static long AfterSeq(DiskFile file, long end, long seq) =>
        FirstAbove(file, LogLandmark.Beginning, LogLandmark.EndAt(end), seq, byTime: false, landmarks: null, out _);

    /// <summary>The offset of the first entry later than a time in milliseconds, or <paramref name="end"/>.</summary>
    public static long AfterTime(DiskFile file, long end, long timestamp) =>
        FirstAbove(file, LogLandmark.Beginning, LogLandmark.EndAt(end), timestamp, byTime: true, landmarks: null, out _);

    /// <summary>The first sound entry from an offset on; null where there is none.</summary>
    public static LogLine? FirstEntry(DiskFile file, long start, long end)
    {
        var lines = new ForwardLines(file, start, end, WindowSize / 4);
        while (lines.MoveNext())
        {
            if (LogLine.TryParse(lines.Line, out LogLine line, out _))
            {
                return line;
            }
        }

        return null;
    }

    /// <summary>A buffer for searches.</summary>
    public static byte[] NewWindow() => GC.AllocateUninitializedArray<byte>(WindowSize);

    /// <summary>The offset of the first entry above a key, or that of <paramref name="high"/>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="low">A place where an entry begins that is not above the key, or the file's beginning.</param>
    /// <param name="high">A place where one begins that is, or the end.</param>
    /// <param name="target">The key.</param>
    /// <param name="byTime">Whether it is a timestamp in milliseconds, and no number.</param>
    /// <param name="landmarks">Where searches of this file have been, if that is kept.</param>
    /// <param name="read">
    /// What was read there, where that was the last place looked at; valid until the next search with the same landmarks.
    /// </param>
    public static long FirstAbove(
        DiskFile file, LogLandmark low, LogLandmark high, long target, bool byTime, LogLandmarks? landmarks, out FilePart? read)
    {
        long end = high.Offset;
        landmarks?.Narrow(target, byTime, ref low, ref high);
        var search = new LogSearch(file, low, high, target, byTime, landmarks?.Window ?? NewWindow());
        long found = search.Run();
        if (search._looks > 1)
        {
            // Where the first guess was right, there is nothing to learn.
            landmarks?.AddBoth(search._low, search._high, end);
        }

        read = search.ReadFrom(found);
        return found;
    }

    private long Run()
    {
        bool halve = false;
        for (int step = 0; step < MaxSteps && !_low.IsRightBefore(_high) && _ceiling - _low.Offset > WindowSize; step++)
        {
            long left = _ceiling - _low.Offset;
            long place = Guess(halve);
            Finding finding = Look(place);
            if (finding == Finding.Nothing)
            {
                finding = LookAround(place);
            }

            if (finding == Finding.Place)
            {
                return _high.Offset;
            }

            if (finding == Finding.Nothing)
            {
                ReadOn(place);
            }

            halve = !halve && _ceiling - _low.Offset > left / 2;
        }

        return _low.IsRightBefore(_high) ? _high.Offset : ReadThrough();
    }

    /// <summary>Where the target would be if keys were spread evenly over the part that is not blank; the middle where that is better.</summary>
    private readonly long Guess(bool halve)
    {
        long lowKey = _low.Key(_byTime);
        long highKey = _high.Key(_byTime);
        bool isKnown = lowKey != long.MinValue && highKey != long.MaxValue;
        double share = halve || !isKnown
            ? 0.5
            : Math.Clamp(((double)_target + 1 - lowKey) / Math.Max(1, (double)highKey - lowKey), 0, 1);
        long blankStart = Math.Clamp(_blank.Start, _low.Offset, _ceiling);
        long blankEnd = Math.Clamp(_blank.End, blankStart, _ceiling);
        long width = _ceiling - _low.Offset - (blankEnd - blankStart);
        long place = _low.Offset + (long)(width * share) - (WindowSize / 2);
        if (place >= blankStart)
        {
            place += blankEnd - blankStart;
        }

        return Math.Clamp(place, _low.Offset, _ceiling - WindowSize);
    }

    /// <summary>Looks at the entries that begin in one window.</summary>
    private Finding Look(long place)
    {
        // Beyond what is searched too: whoever searches reads on from the place.
        _looks++;
        _windowOffset = place;
        _windowLength = _file.Read(_window.AsSpan(0, (int)Math.Min(WindowSize, _end - place)), place);
        ReadOnlySpan<byte> bytes = _window.AsSpan(0, (int)Math.Min(_windowLength, _high.Offset - place));

        // What stands at the place itself is most likely the middle of a line.
        var finding = Finding.Nothing;
        int at = 0;
        for (int newline; (newline = bytes[at..].IndexOf((byte)'\n')) >= 0;)
        {
            at += newline + 1;
            if (!LogLine.TryParseHead(bytes[at..], out long seq, out long timestamp, out _))
            {
                continue;
            }

            if (Take(new(place + at, seq, timestamp)))
            {
                return finding == Finding.Nothing ? Finding.Narrower : Finding.Place;
            }

            finding = Finding.Narrower;
        }

        return finding;
    }

    /// <summary>
    /// Looks farther and farther away from a place that seems to be inside a long line: on the side where that line's
    /// end is not known yet, then on the other.
    /// </summary>
    private Finding LookAround(long place)
    {
        bool backFirst = place < _blank.Start;
        Widen(place);
        Finding finding = Gallop(place, backFirst);
        if (finding == Finding.Nothing)
        {
            finding = Gallop(place, !backFirst);
        }

        return finding;
    }

    private Finding Gallop(long place, bool back)
    {
        long last = back ? _low.Offset : _ceiling - WindowSize;
        long at = place;
        for (long step = WindowSize; at != last; step *= StepGrowth)
        {
            at = back ? Math.Max(place - step, last) : Math.Min(place + step, last);
            Finding finding = Look(at);
            if (finding != Finding.Nothing)
            {
                return finding;
            }

            Widen(at);
        }

        return Finding.Nothing;
    }

    private void Widen(long place)
    {
        bool isOther = _blank.End <= _low.Offset || _blank.Start >= _ceiling;
        _blank = isOther
            ? (place, place + WindowSize)
            : (Math.Min(_blank.Start, place), Math.Max(_blank.End, place + WindowSize));
    }

    /// <summary>Reads from a place to the first entry that begins behind it: where lines are so long that looks miss them.</summary>
    private void ReadOn(long place)
    {
        var lines = new ForwardLines(_file, place, _high.Offset);
        for (bool isWhole = false; lines.MoveNext(); isWhole = true)
        {
            if (isWhole && LogLine.TryParseHead(lines.Line, out long seq, out long timestamp, out _))
            {
                Take(new(lines.Offset, seq, timestamp));
                return;
            }
        }

        _ceiling = place;
    }

    private long ReadThrough()
    {
        var lines = new ForwardLines(_file, _low.Offset, _high.Offset);
        while (lines.MoveNext())
        {
            if (LogLine.TryParseHead(lines.Line, out long seq, out long timestamp, out _)
                && Take(new(lines.Offset, seq, timestamp)))
            {
                break;
            }
        }

        return _high.Offset;
    }

    /// <summary>What the last look read from an offset on; null where that was not in it.</summary>
    private readonly FilePart? ReadFrom(long offset)
    {
        long skipped = offset - _windowOffset;
        return skipped < 0 || skipped >= _windowLength
            ? null
            : new(_window, (int)skipped, _windowLength - (int)skipped, offset);
    }

    /// <summary>Narrows the search by an entry.</summary>
    /// <returns>Whether it is above the target.</returns>
    private bool Take(LogLandmark entry)
    {
        if (entry.Key(_byTime) <= _target)
        {
            _low = entry;
            return false;
        }

        _high = entry;
        _ceiling = entry.Offset;
        return true;
    }

    /// <summary>What a look at a place told.</summary>
    private enum Finding
    {
        /// <summary>No entry begins there.</summary>
        Nothing,

        /// <summary>There is less left to search.</summary>
        Narrower,

        /// <summary>The entry below the target and the one above follow each other.</summary>
        Place,
    }
}
