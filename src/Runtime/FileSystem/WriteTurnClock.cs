namespace Ledgerline.FileSystem;

/// <summary>
/// Releases the locks that were kept, about a millisecond after, so that a process that waits for one has it within
/// five. A thread of its own, because the thread pool may be busy for longer; it sleeps while nothing is kept.
/// </summary>
internal sealed class WriteTurnClock : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<WriteTurn> _kept = [];
    private readonly AutoResetEvent _wake = new(false);
    private Thread? _thread;
    private bool _isDisposed;

    /// <summary>Sees to it that a lock that is being kept is released.</summary>
    public void Add(WriteTurn turn)
    {
        lock (_gate)
        {
            if (_kept.Add(turn) && _kept.Count == 1 && !_isDisposed)
            {
                _thread ??= Start();
                _wake.Set();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _wake.Set();
        }
    }

    private Thread Start()
    {
        var thread = new Thread(Run) { IsBackground = true, Name = "Ledgerline lock release" };
        thread.Start();
        return thread;
    }

    private void Run()
    {
        while (true)
        {
            _wake.WaitOne();
            while (ReleaseAll())
            {
                Thread.Sleep(1);
            }

            lock (_gate)
            {
                if (_isDisposed)
                {
                    return;
                }
            }
        }
    }

    /// <returns>Whether there are locks left to release.</returns>
    private bool ReleaseAll()
    {
        // Within the gate: a lock that is kept anew meanwhile is added behind this, and not removed by it.
        lock (_gate)
        {
            _kept.RemoveWhere(static turn => turn.TryReleaseKept());
            return _kept.Count > 0;
        }
    }
}
