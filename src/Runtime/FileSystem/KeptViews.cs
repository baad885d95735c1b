namespace Ledgerline.FileSystem;

/// <summary>
/// The views of logs that readers have left, of a whole driver, for the next reader of the same log: opening the files
/// is most of what a small read costs. A bounded number, because each holds two descriptors, and not for long, because
/// a file that was removed gives its room back only when it is closed.
/// </summary>
/// <param name="closesIdle">Whether a clock closes what nobody uses; false leaves it to tests.</param>
internal sealed class KeptViews(bool closesIdle) : IDisposable
{
    /// <summary>Two descriptors each, beside those of <see cref="OpenSessions"/>.</summary>
    private const int MaxViews = 15;

    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();

    // The one that came last is the last. So few that looking at each is cheaper than anything else.
    private readonly List<(FileLog Log, LogView View, bool IsOld)> _views = [];
    private Timer? _timer;
    private bool _isTicking;
    private bool _isClosed;

    /// <summary>Takes a log's view out, where one is kept.</summary>
    public LogView? Take(FileLog log)
    {
        lock (_gate)
        {
            int index = IndexOf(log);
            if (index < 0)
            {
                return null;
            }

            LogView view = _views[index].View;
            _views.RemoveAt(index);
            return view;
        }
    }

    /// <summary>Keeps a view, or disposes it where the log has one.</summary>
    public void Return(FileLog log, LogView view)
    {
        LogView? left = view;
        lock (_gate)
        {
            if (!_isClosed && !log.IsClosed && view.IsWorthKeeping && IndexOf(log) < 0)
            {
                left = null;
                if (_views.Count == MaxViews)
                {
                    left = _views[0].View;
                    _views.RemoveAt(0);
                }

                _views.Add((log, view, false));
                StartTicking();
            }
        }

        left?.Dispose();
    }

    /// <summary>Closes a log's view: its files were replaced or removed, or it ends.</summary>
    public void Drop(FileLog log) => Take(log)?.Dispose();

    public void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _isClosed = true;
            foreach ((_, LogView view, _) in _views)
            {
                view.Dispose();
            }

            _views.Clear();
        }
    }

    private void StartTicking()
    {
        if (closesIdle && !_isTicking)
        {
            _timer ??= new Timer(static views => ((KeptViews)views!).CloseIdle(), this, Timeout.Infinite, Timeout.Infinite);
            _isTicking = _timer.Change(Keep, Keep);
        }
    }

    /// <summary>Closes what has not been used since it was called last.</summary>
    private void CloseIdle()
    {
        lock (_gate)
        {
            for (int i = _views.Count - 1; i >= 0; i--)
            {
                (FileLog log, LogView view, bool isOld) = _views[i];
                if (isOld)
                {
                    view.Dispose();
                    _views.RemoveAt(i);
                }
                else
                {
                    _views[i] = (log, view, true);
                }
            }

            if (_views.Count == 0 && !_isClosed)
            {
                _timer!.Change(Timeout.Infinite, Timeout.Infinite);
                _isTicking = false;
            }
        }
    }

    private int IndexOf(FileLog log)
    {
        for (int i = _views.Count - 1; i >= 0; i--)
        {
            if (_views[i].Log == log)
            {
                return i;
            }
        }

        return -1;
    }
}
