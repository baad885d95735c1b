using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// Reads committed entries forward from a place in a view, and sees to it that each is sound and the next one.
/// Damage and gaps throw, or are reported where the reader asked to skip them.
/// </summary>
internal sealed class LogScan
{
    private const long Unknown = -1;

    private readonly LogView _view;
    private readonly DiskFile _file;
    private readonly Action<LogSkip>? _onSkipped;
    private readonly ForwardLines _lines;
    private readonly bool _stopsAtCuts;
    private readonly ExpectedLine _expected = new();
    private bool _isBehindDamage;
    private LogPlace _last;
    private long _lastSeq;
    private (long Offset, long Line) _counted = (0, 1);

    /// <param name="view">The view, which must have a file.</param>
    /// <param name="start">Where to begin: the start of a line.</param>
    /// <param name="lastSeq">The number before the first entry to come; null to take whichever comes.</param>
    /// <param name="onSkipped">Told of damage and gaps instead of an exception.</param>
    /// <param name="stopsAtCuts">
    /// Whether to stop, as at the end, once something was cut, for a follower that must look whether it is due
    /// something that is gone: it looks before each entry. Others look after each read, and go on in what the view holds.
    /// </param>
    /// <param name="firstSize">How much to read at first.</param>
    /// <param name="known">What was read there, since the view was taken, already; null where nothing was.</param>
    public LogScan(
        LogView view,
        long start,
        long? lastSeq,
        Action<LogSkip>? onSkipped,
        bool stopsAtCuts,
        int firstSize = LineBuffer.FirstSize,
        FilePart? known = null)
    {
        _view = view;
        _file = view.File!;
        _onSkipped = onSkipped;
        _stopsAtCuts = stopsAtCuts;
        _lines = new ForwardLines(_file, start, view.End, firstSize, known);
        _lastSeq = lastSeq ?? Unknown;
        if (stopsAtCuts && start > 0)
        {
            // A follower that begins behind an entry is also past a cut that takes this entry away.
            _last = LogPlace.Before(_file, start) ?? default;
        }
    }

    /// <summary>The number of the last entry returned, or the one before the first to come, where it is known.</summary>
    private long? LastSeq => _lastSeq == Unknown ? null : _lastSeq;

    /// <summary>Whether the view's end was found anew, so that there may be entries behind the first one.</summary>
    public bool IsRevalidated { get; private set; }

    /// <summary>What tells the entry of <see cref="LastSeq"/> from another one of its number; null where it was not seen.</summary>
    public uint? LastFingerprint => _last.Seq > 0 && _last.Seq == _lastSeq ? _last.Fingerprint : null;

    /// <summary>Whether a read failed while this was made sure of, so that it must be done again before anything else.</summary>
    public bool MustRevalidate { get; private set; }

    /// <summary>Moves to the next entry before the view's end.</summary>
    public bool TryNext(out RawLogEntry entry)
    {
        entry = default;
        if (MustRevalidate)
        {
            if (_stopsAtCuts)
            {
                return false;
            }

            Revalidate();
        }

        while (_lines.MoveNext())
        {
            if (_lines.WasFilled || _stopsAtCuts)
            {
                if (WasCut())
                {
                    _lines.StepBack();
                    if (_stopsAtCuts)
                    {
                        _lines.Reread();
                        return false;
                    }

                    Revalidate();
                    continue;
                }
            }

            if (TryTake(out entry))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes on to the view's end, which was moved.</summary>
    public void Extend() => _lines.End = _view.End;

    /// <summary>After something was cut from the file: makes sure that what comes before the next entry is still there, and reads the rest again.</summary>
    /// <exception cref="LogRewoundException">It is not.</exception>
    public void Revalidate()
    {
        IsRevalidated = true;
        MustRevalidate = true;
        _view.Extend();
        if (_last.Seq > 0 && !_last.IsStillIn(_view))
        {
            throw new LogRewoundException(_file.Path, LastSeq ?? 0, _view.LastSeq);
        }

        _lines.Reread();
        _lines.End = _view.End;
        MustRevalidate = false;
    }

    /// <summary>Whether something was cut since the view was taken. A failure leaves the current line to the next move.</summary>
    private bool WasCut()
    {
        try
        {
            bool wasCut = _view.CurrentEpoch() != _view.Epoch;
            _lines.WasFilled = false;
            return wasCut;
        }
        catch
        {
            _lines.StepBack();
            throw;
        }
    }

    private bool TryTake(out RawLogEntry entry)
    {
        entry = default;
        if (!_expected.TryParse(_lines.Line, out LogLine line, out string? fault))
        {
            PassOver(fault!);
            return false;
        }

        if (line.Seq != _lastSeq + 1 && _lastSeq != Unknown && !IsPassable(line))
        {
            return false;
        }

        _isBehindDamage = false;
        _lastSeq = line.Seq;
        _last = new(_lines.Offset, _lines.NextOffset, line.Seq, line.Fingerprint);
        entry = new(line.Seq, line.Timestamp, _lines.Slice(line.DataStart, line.DataLength));
        return true;
    }

    /// <summary>Leaves a line that is no entry behind, or finds that the log ends before it.</summary>
    private void PassOver(string fault)
    {
        if (_lines.Line.Contains((byte)0) && _view.TryEndBefore(_lines.Offset))
        {
            _lines.StepBack();
            _lines.Reread();
            _lines.End = _view.End;
            return;
        }

        Skip(fault, wholeLine: true);
        _isBehindDamage = true;
    }

    /// <summary>Whether an entry that is not the next one is taken nevertheless, after what is missing was reported.</summary>
    private bool IsPassable(in LogLine line)
    {
        if (line.Seq <= _lastSeq)
        {
            Skip(LogTail.OutOfOrder(line.Seq, _lastSeq), wholeLine: true);
            return false;
        }

        if (line.Seq - _lastSeq - 1 <= line.Lost)
        {
            Report(LogCursorRule.Lost(_lastSeq + 1, line.Seq - 1), wholeLine: false);
        }
        else if (!_isBehindDamage)
        {
            Skip(LogTail.OutOfOrder(line.Seq, _lastSeq), wholeLine: false);
        }

        return true;
    }

    private void Skip(string cause, bool wholeLine)
    {
        if (_onSkipped is null)
        {
            throw new LogCorruptException(_file.Path, CountedLine(), _lines.Offset, cause);
        }

        Report(cause, wholeLine);
    }

    private void Report(string cause, bool wholeLine)
    {
        long length = wholeLine ? _lines.NextOffset - _lines.Offset : 0;
        _onSkipped?.Invoke(new LogSkip(_file.Path, CountedLine(), _lines.Offset, length, LastSeq ?? 0, cause));
    }

    private long CountedLine()
    {
        _counted = (_lines.Offset, _counted.Line + LineNumber.Between(_file, _counted.Offset, _lines.Offset));
        return _counted.Line;
    }
}
