namespace Ledgerline.FileSystem;

/// <summary>
/// Hints that something in a directory may have changed, from the system's notifications and, behind them, from a
/// slow clock, because notifications are lost, limited in number, and impossible for a directory that is not there
/// yet. One a driver; one notification handle a directory.
/// </summary>
internal sealed class ChangeSource : IDisposable
{
    /// <summary>How long a change that no notification told of may stay unseen.</summary>
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, WatchedDirectory> _directories = new(StringComparer.Ordinal);
    private Timer? _clock;
    private bool _isDisposed;

    /// <summary>Asks for hints.</summary>
    /// <param name="directory">The directory, which need not exist.</param>
    /// <param name="onHint">
    /// Given the name of the file that may have changed, or null for any file. Must be quick and not throw.
    /// </param>
    /// <returns>Ends the hints.</returns>
    public IDisposable Watch(string directory, Action<string?> onHint)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(IStorageDriver));
            if (!_directories.TryGetValue(directory, out WatchedDirectory? watched))
            {
                watched = new WatchedDirectory(directory);
                _directories.Add(directory, watched);
            }

            _clock ??= new Timer(static source => ((ChangeSource)source!).Poll(), this, PollPeriod, PollPeriod);
            watched.Listeners = [.. watched.Listeners, onHint];
            watched.TryStart();
            return new Registration(this, watched, onHint);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _clock?.Dispose();
            foreach (WatchedDirectory watched in _directories.Values)
            {
                watched.Dispose();
            }

            _directories.Clear();
        }
    }

    private void Poll()
    {
        WatchedDirectory[] directories;
        lock (_gate)
        {
            directories = [.. _directories.Values];
            foreach (WatchedDirectory watched in directories)
            {
                watched.TryStart();
            }
        }

        foreach (WatchedDirectory watched in directories)
        {
            watched.Hint(null);
        }
    }

    private void Remove(WatchedDirectory watched, Action<string?> onHint)
    {
        lock (_gate)
        {
            List<Action<string?>> left = [.. watched.Listeners];
            left.Remove(onHint);
            watched.Listeners = [.. left];
            if (left.Count == 0 && _directories.Remove(watched.Path))
            {
                watched.Dispose();
                if (_directories.Count == 0)
                {
                    _clock?.Dispose();
                    _clock = null;
                }
            }
        }
    }

    private sealed class Registration(ChangeSource source, WatchedDirectory watched, Action<string?> onHint) : IDisposable
    {
        private Action<string?>? _onHint = onHint;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _onHint, null) is { } hint)
            {
                source.Remove(watched, hint);
            }
        }
    }
}
