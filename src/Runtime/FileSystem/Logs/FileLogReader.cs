using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>Reads what is committed when it is opened, in either direction, within the bounds of its options.</summary>
internal sealed class FileLogReader : LogCursor
{
    private readonly FileLog? _log;
    private readonly LogView _view;
    private readonly LogReadOptions _options;
    private readonly LogScan? _forward;
    private readonly ReverseLogScan? _backward;
    private bool _isDisposed;
    private readonly long _sinceSeq;
    private readonly long _lastSeq;
    private readonly long _after;
    private readonly long _before;
    private long _left;

    /// <param name="log">The log, which gets the view back; null where nobody wants it.</param>
    /// <param name="view">The view to read.</param>
    /// <param name="options">What to read.</param>
    public FileLogReader(FileLog? log, LogView view, LogReadOptions options)
    {
        _log = log;
        _view = view;
        _options = options;
        _sinceSeq = view.Check(options.SinceSeq, isFollowing: false, options.OnSkipped);
        _lastSeq = view.LastSeq;
        _after = options.After?.ToUnixTimeMilliseconds() ?? long.MinValue;
        _before = options.Before is { } before ? RoundUp(before) : long.MaxValue;
        _left = options.Limit ?? long.MaxValue;
        if (view.File is null || _left == 0)
        {
            return;
        }

        int firstSize = options.Limit is { } limit ? view.SizeOf(limit) : LineBuffer.FirstSize;
        if (options.Reverse)
        {
            long start = _before == long.MaxValue ? view.End : view.OffsetAfterTime(_before - 1);
            _backward = new ReverseLogScan(view, start, firstSize, options.OnSkipped);
        }
        else
        {
            FilePart? read = null;
            long byTime = _after == long.MinValue ? 0 : view.OffsetAfterTime(_after);
            long bySeq = _sinceSeq < view.FirstSeq ? 0 : view.OffsetAfterSeq(_sinceSeq, out read);
            _forward = byTime > bySeq
                ? new(view, byTime, lastSeq: null, options.OnSkipped, stopsAtCuts: false, firstSize)
                : new(view, bySeq, _sinceSeq, options.OnSkipped, stopsAtCuts: false, firstSize, read);
        }
    }

    public override ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(MoveNext());
    }

    public override bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ref RawLogEntry entry = ref Entry;
        while (_left > 0 && TryNext(out entry))
        {
            if (IsBeyond(entry))
            {
                _left = 0;
            }
            else if (entry.TimestampMs > _after && entry.TimestampMs < _before)
            {
                _left--;
                return true;
            }
        }

        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            if (_log is null)
            {
                _view.Dispose();
            }
            else
            {
                _log.Return(_view);
            }
        }
    }

    private bool TryNext(out RawLogEntry entry)
    {
        if (_forward is not null)
        {
            return _forward.TryNext(out entry);
        }

        entry = default;
        return _backward is not null && _backward.TryNext(out entry);
    }

    /// <summary>Whether no later entry can be within the bounds.</summary>
    private bool IsBeyond(in RawLogEntry entry) => _options.Reverse
        ? entry.Seq <= _sinceSeq || entry.TimestampMs <= _after
        : entry.TimestampMs >= _before || (_forward!.IsRevalidated && entry.Seq > _lastSeq);

    private static long RoundUp(DateTimeOffset time)
    {
        long milliseconds = time.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) < time ? milliseconds + 1 : milliseconds;
    }
}
