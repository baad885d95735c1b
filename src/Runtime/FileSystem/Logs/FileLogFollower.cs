using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// Replays a log and then follows it: a cursor, not a queue. It wakes by hints, and reads on from where it was; what
/// it sees decides, never the hint.
/// </summary>
internal sealed class FileLogFollower : LogCursor, ILogSubscriber
{
    private readonly FileLog _log;
    private readonly LogFollowers _followers;
    private readonly ProjectLifetime _lifetime;
    private readonly Action<LogSkip>? _onSkipped;
    private LogView _view;
    private LogScan? _scan;
    private long _lastSeq;
    private uint? _lastFingerprint;
    private bool _isDisposed;

    public FileLogFollower(FileLog log, LogFollowers followers, ProjectLifetime lifetime, LogView view, long? sinceSeq, Action<LogSkip>? onSkipped)
    {
        _log = log;
        _followers = followers;
        _lifetime = lifetime;
        _onSkipped = onSkipped;
        _view = view;
        do
        {
            _lastSeq = view.Check(sinceSeq ?? view.LastSeq, isFollowing: false, onSkipped);
            _scan = Scan(view, _lastSeq);
        }
        while (IsCut());

        followers.Add();
        LogSubscribers.Add(this);
    }

    string ILogSubscriber.Source => _log.Path;

    long ILogSubscriber.Lag => Math.Max(0, Math.Max(_view.LastSeq, _followers.CommittedEnd?.Seq ?? 0) - _lastSeq);

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
            Task change = _followers.NextChangeAsync();
            bool isClosed = _log.IsClosed;
            if (MoveNext())
            {
                return true;
            }

            if (isClosed || _view.IsCompleted || _lifetime.HasEnded)
            {
                return false;
            }

            CommittedEnd? seen = _followers.CommittedEnd;
            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
            _followers.AwaitAnnounced(seen);
        }
    }

    public override bool MoveNext()
    {
        if (TryNext())
        {
            return true;
        }

        // An append of this process says where the log ends now: then nothing needs to be looked up.
        if (_scan is { MustRevalidate: false } scan && _view.TryExtendTo(_followers.CommittedEnd))
        {
            scan.Extend();
            if (TryNext())
            {
                return true;
            }
        }

        Refresh();
        return TryNext();
    }

    protected override void Dispose(bool disposing)
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            LogSubscribers.Remove(this);
            _view.Dispose();
            _followers.Remove();
            _lifetime.Leave();
        }
    }

    private bool TryNext()
    {
        if (_lifetime.HasEnded || _scan is null || !_scan.TryNext(out Entry))
        {
            return false;
        }

        _lastSeq = Entry.Seq;
        return true;
    }

    private LogScan? Scan(LogView view, long lastSeq)
    {
        if (view.File is not { } file || view.End == 0)
        {
            // Which number comes first is looked up when something does: an imported log may begin with any.
            return null;
        }

        // Damage before the first sound entry is for this reader too.
        long start = lastSeq < view.FirstSeq ? 0 : view.OffsetAfterSeq(lastSeq);
        return new LogScan(view, start, lastSeq, _onSkipped, stopsAtCuts: true);
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
        LogChange change = _view.Look();
        if (change == LogChange.Replaced || _scan is null)
        {
            if (change != LogChange.Extended || _view.End > 0)
            {
                Replace();
            }
        }
        else if (change == LogChange.Cut || _scan.MustRevalidate)
        {
            _scan.Revalidate();
        }
        else
        {
            _scan.Extend();
        }
    }

    /// <summary>Goes on in the file that took the place of the one that was followed. Where that fails, nothing has changed.</summary>
    private void Replace()
    {
        if (TakeView() is not { } view)
        {
            return;
        }

        try
        {
            uint? fingerprint = _scan?.LastFingerprint ?? _lastFingerprint;
            ThrowIfOtherLog(view);
            long lastSeq = view.Check(_lastSeq, isFollowing: true, _onSkipped);
            ThrowIfOtherEntry(view, lastSeq, fingerprint);
            _scan = Scan(view, lastSeq);
            _lastFingerprint = fingerprint;
            _lastSeq = lastSeq;
        }
        catch
        {
            view.Dispose();
            throw;
        }

        _view.Dispose();
        _view = view;
    }

    /// <summary>A view of the log as it is now; null where the project is gone that was followed.</summary>
    private LogView? TakeView()
    {
        LogView view;
        try
        {
            view = _log.TakeView();
        }
        catch (ProjectNotFoundException)
        {
            _lifetime.End();
            return null;
        }

        try
        {
            // After the view was taken: it may be of a project that was made anew.
            if (!_lifetime.IsOver())
            {
                return view;
            }
        }
        catch
        {
            view.Dispose();
            throw;
        }

        view.Dispose();
        return null;
    }

    /// <summary>A log that was deleted and begun again has numbers of its own.</summary>
    private void ThrowIfOtherLog(LogView view)
    {
        if (_lastSeq > 0 && LockFile.LogNumber(view.Epoch) != LockFile.LogNumber(_view.Epoch))
        {
            throw new LogRewoundException(_log.Path, _lastSeq, view.LastSeq);
        }
    }

    /// <summary>A log that was restored, or removed and written by hand, may have the number but not the entry.</summary>
    private void ThrowIfOtherEntry(LogView view, long lastSeq, uint? lastFingerprint)
    {
        if (lastFingerprint is { } fingerprint
            && view.File is { } file
            && LogSearch.FirstEntry(file, view.OffsetAfterSeq(lastSeq - 1), view.End) is { } line
            && line.Seq == lastSeq
            && line.Fingerprint != fingerprint)
        {
            throw new LogRewoundException(_log.Path, lastSeq, view.LastSeq);
        }
    }
}
