using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>Reads committed entries backward from a place in a view, with the checks of <see cref="LogScan"/>.</summary>
/// <param name="view">The view, which must have a file.</param>
/// <param name="start">Where to begin: the end of a line.</param>
/// <param name="firstSize">How much to read at first.</param>
/// <param name="onSkipped">Told of damage and gaps instead of an exception.</param>
internal sealed class ReverseLogScan(LogView view, long start, int firstSize, Action<LogSkip>? onSkipped)
{
    private readonly DiskFile _file = view.File!;
    private BackwardLines _lines = new(view.File!, 0, start, firstSize, view.ReadBefore(start));
    private LogPlace? _last;
    private long? _following;
    private long _followingLost;
    private bool _isBehindDamage;
    private (long Offset, long Line)? _counted;

    /// <summary>Moves to the entry before.</summary>
    public bool TryNext(out RawLogEntry entry)
    {
        entry = default;
        while (_lines.MoveNext())
        {
            if (_lines.WasFilled)
            {
                _lines.WasFilled = false;
                if (IsCut())
                {
                    continue;
                }

                if (_last is null)
                {
                    view.KeepLast(_lines.Share());
                }
            }

            if (TryTake(out entry))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryTake(out RawLogEntry entry)
    {
        entry = default;
        if (_lines.EndOffset > view.End)
        {
            return false;
        }

        if (!LogLine.TryParse(_lines.Line, out LogLine line, out string? fault))
        {
            if (_lines.Line.Contains((byte)0) && view.TryEndBefore(_lines.Offset))
            {
                return _following is { } read ? throw new LogRewoundException(_file.Path, read, view.LastSeq) : false;
            }

            Skip(fault!, wholeLine: true);
            _isBehindDamage = true;
            return false;
        }

        if (_following is { } following && line.Seq + 1 != following)
        {
            if (line.Seq >= following)
            {
                Skip(LogTail.OutOfOrder(following, line.Seq), wholeLine: true);
                return false;
            }

            if (following - line.Seq - 1 <= _followingLost)
            {
                Report(LogCursorRule.Lost(line.Seq + 1, following - 1), wholeLine: false);
            }
            else if (!_isBehindDamage)
            {
                Skip(LogTail.OutOfOrder(following, line.Seq), wholeLine: false);
            }
        }

        _isBehindDamage = false;
        _following = line.Seq;
        _followingLost = line.Lost;
        _last = new(_lines.Offset, _lines.EndOffset, line.Seq, line.Fingerprint);
        entry = new(line.Seq, line.Timestamp, _lines.Slice(line.DataStart, line.DataLength));
        return true;
    }

    /// <summary>
    /// Looks whether something was cut. A cut takes only the end of the file, which a backward reader has left behind,
    /// unless it is just there: before its first entry it begins again, at the end that is there now.
    /// </summary>
    /// <returns>Whether the line that was just read must be read again.</returns>
    private bool IsCut()
    {
        if (view.CurrentEpoch() == view.Epoch)
        {
            return false;
        }

        view.Extend();
        if (_last is not { } last)
        {
            _lines = new BackwardLines(_file, 0, view.End);
            return true;
        }

        return last.IsStillIn(view) ? false : throw new LogRewoundException(_file.Path, last.Seq, view.LastSeq);
    }

    private void Skip(string cause, bool wholeLine)
    {
        if (onSkipped is null)
        {
            throw new LogCorruptException(_file.Path, CountLine(), _lines.Offset, cause);
        }

        Report(cause, wholeLine);
    }

    private void Report(string cause, bool wholeLine)
    {
        long length = wholeLine ? _lines.EndOffset - _lines.Offset : 0;
        onSkipped?.Invoke(new LogSkip(_file.Path, CountLine(), _lines.Offset, length, (_following ?? 1) - 1, cause));
    }

    /// <summary>The current line's number, from the last one told: a log that is damaged all over is not counted through for each line.</summary>
    private long CountLine()
    {
        long line = _counted is { } told
            ? told.Line - LineNumber.Between(_file, _lines.Offset, told.Offset)
            : LineNumber.Of(_file, _lines.Offset);
        _counted = (_lines.Offset, line);
        return line;
    }
}
