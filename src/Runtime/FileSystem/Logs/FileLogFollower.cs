using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// Replays a log and then follows it: a cursor, not a queue. It wakes by hints, and reads on from where it was; what
/// it sees decides, never the hint.
/// </summary>
internal sealed class FileLogFollower : LogCursor
{
    private readonly FileLog _log;
    private readonly Action<LogSkip>? _onSkipped;
    private LogView _view;
    private LogScan? _scan;
    private long _lastSeq;
    private uint? _lastFingerprint;
    private bool _isDisposed;

    public FileLogFollower(FileLog log, LogView view, long? sinceSeq, Action<LogSkip>? onSkipped)
    {
        _log = log;
        _onSkipped = onSkipped;
        _view = view;
        do
        {
            _lastSeq = view.Check(sinceSeq ?? view.LastSeq, isFollowing: false, onSkipped);
            _scan = Scan();
        }
        while (IsCut());

        log.AddFollower();
    }

    public override async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryNext())
            {
                return true;
            }

            // Armed before the last look, so that what is appended after it wakes this.
            Task change = _log.Changes.NextAsync();
            bool isClosed = _log.IsClosed;
            if (MoveNext())
            {
                return true;
            }

            if (isClosed || _view.IsCompleted)
            {
                return false;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override bool MoveNext()
    {
        if (TryNext())
        {
            return true;
        }

        Refresh();
        return TryNext();
    }

    protected override void Dispose(bool disposing)
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _view.Dispose();
            _log.RemoveFollower();
        }
    }

    private bool TryNext()
    {
        if (_scan is null || !_scan.TryNext(out RawLogEntry entry))
        {
            return false;
        }

        Current = entry;
        _lastSeq = entry.Seq;
        return true;
    }

    private LogScan? Scan()
    {
        if (_view.File is not { } file)
        {
            return null;
        }

        // Damage before the first sound entry is for this reader too.
        long start = _lastSeq < _view.FirstSeq ? 0 : LogSearch.AfterSeq(file, _view.End, _lastSeq);
        return new LogScan(_view, start, _lastSeq, _onSkipped, stopsAtCuts: true);
    }

    /// <summary>Whether something was cut while the place to begin was looked for.</summary>
    private bool IsCut()
    {
        if (_view.File is null || _view.CurrentEpoch() == _view.Epoch)
        {
            return false;
        }

        _view.Extend();
        return true;
    }

    private void Refresh()
    {
        if (!_view.IsCurrent() || _view.File is null)
        {
            Replace();
        }
        else if (_view.CurrentEpoch() != _view.Epoch)
        {
            _scan!.Revalidate();
        }
        else
        {
            _view.Extend();
            _scan!.Extend();
        }
    }

    /// <summary>Goes on in the file that took the place of the one that was followed.</summary>
    private void Replace()
    {
        LogView view = _log.TakeView();
        _view.Dispose();
        _view = view;
        _lastFingerprint = _scan?.LastFingerprint ?? _lastFingerprint;
        _lastSeq = view.Check(_lastSeq, isFollowing: true, _onSkipped);
        ThrowIfOther();
        _scan = Scan();
    }

    /// <summary>A log that was deleted and begun again, or restored, may have the number but not the entry.</summary>
    private void ThrowIfOther()
    {
        if (_lastFingerprint is { } fingerprint
            && _view.File is { } file
            && LogSearch.FirstEntry(file, LogSearch.AfterSeq(file, _view.End, _lastSeq - 1), _view.End) is { } line
            && line.Seq == _lastSeq
            && line.Fingerprint != fingerprint)
        {
            throw new LogRewoundException(_log.Path, _lastSeq, _view.LastSeq);
        }
    }
}
