namespace Ledgerline.FileSystem;

/// <summary>
/// Hints that something in a directory may have changed, from the system's notifications and, behind them, from a
/// slow clock, because notifications are lost, limited in number, and impossible for a directory that is not there
/// yet. One a driver, with one notifier for all directories.
/// </summary>
internal sealed class ChangeSource(Disk disk) : INotificationTarget, IDisposable
{
    /// <summary>How long a change that no notification told of may stay unseen.</summary>
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, WatchedDirectory> _directories = new(StringComparer.Ordinal);

    /// <summary>Usually one each; several where paths lead to the same directory.</summary>
    private readonly Dictionary<int, WatchedDirectory[]> _byNumber = [];
    private DirectoryNotifier? _notifier;
    private Timer? _clock;
    private bool _isDisposed;

    /// <summary>Asks for hints.</summary>
    /// <param name="directory">The directory, which need not exist.</param>
    /// <param name="listener">Given the hints.</param>
    public ChangeWatch Watch(string directory, IChangeListener listener)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(IStorageDriver));
            if (!_directories.TryGetValue(directory, out WatchedDirectory? watched))
            {
                watched = new WatchedDirectory(directory);
                _directories.Add(directory, watched);
                _notifier ??= disk.TryOpenNotifier(this);
                TryStart(watched);
            }

            _clock ??= new Timer(static source => ((ChangeSource)source!).Poll(), this, PollPeriod, PollPeriod);
            watched.Add(listener);
            return new ChangeWatch(this, watched, listener);
        }
    }

    /// <summary>Ends a listener's hints.</summary>
    public void Remove(WatchedDirectory watched, IChangeListener listener)
    {
        lock (_gate)
        {
            watched.Remove(listener);
            if (!watched.HasListeners && _directories.Remove(watched.Path))
            {
                Forget(watched);
            }
        }
    }

    /// <summary>Takes up the notifications of a directory again, where they were given up.</summary>
    public void OnWaiting(WatchedDirectory watched)
    {
        watched.OnWaiting();
        if (!watched.IsGivenUp)
        {
            return;
        }

        lock (_gate)
        {
            if (!watched.IsGivenUp || !watched.HasListeners)
            {
                return;
            }

            watched.IsGivenUp = false;
            TryStart(watched);
        }

        watched.Hint([]);
    }

    /// <inheritdoc/>
    public void OnChange(int directory, ReadOnlySpan<byte> name)
    {
        WatchedDirectory[]? directories;
        lock (_gate)
        {
            if (_byNumber.TryGetValue(directory, out directories) && name.IsEmpty)
            {
                // It was removed or moved: perhaps another one stands at its path already.
                Array.ForEach(directories, TryStart);
            }
        }

        foreach (WatchedDirectory watched in directories ?? [])
        {
            bool isUnwanted = watched.IsUnwanted();
            watched.Hint(name);
            if (isUnwanted)
            {
                GiveUp(watched);
            }
        }
    }

    /// <inheritdoc/>
    public void OnLoss() => HintAll();

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _directories.Clear();
            Stop();
        }
    }

    /// <summary>Looks whether each path leads to a directory, and to the same one as before, and then tells everybody to look.</summary>
    private void Poll()
    {
        lock (_gate)
        {
            if (_directories.Count == 0)
            {
                // Not at once, because who ends a subscription often begins another.
                Stop();
                return;
            }

            _notifier ??= disk.TryOpenNotifier(this);
            foreach (WatchedDirectory watched in _directories.Values)
            {
                TryStart(watched);
            }
        }

        HintAll();
    }

    private void HintAll()
    {
        WatchedDirectory[] directories;
        lock (_gate)
        {
            directories = [.. _directories.Values];
        }

        foreach (WatchedDirectory watched in directories)
        {
            watched.Hint([]);
        }
    }

    private void TryStart(WatchedDirectory watched)
    {
        if (watched.IsGivenUp)
        {
            return;
        }

        int? number = _notifier?.TryWatch(watched.Path);
        if (number == watched.Number)
        {
            return;
        }

        Forget(watched);
        watched.Number = number;
        if (number is { } known)
        {
            _byNumber[known] = [.. _byNumber.GetValueOrDefault(known) ?? [], watched];
        }
    }

    private void Forget(WatchedDirectory watched)
    {
        if (watched.Number is not { } number)
        {
            return;
        }

        watched.Number = null;
        WatchedDirectory[] left = [.. (_byNumber.GetValueOrDefault(number) ?? []).Where(other => other != watched)];
        if (left.Length > 0)
        {
            _byNumber[number] = left;
        }
        else
        {
            _byNumber.Remove(number);
            _notifier?.Unwatch(number);
        }
    }

    /// <summary>Gives up notifications that nobody waits for, so that a writer beside a stalled reader does not pay for them.</summary>
    private void GiveUp(WatchedDirectory watched)
    {
        lock (_gate)
        {
            watched.IsGivenUp = true;
            Forget(watched);
        }

        // Who has begun to wait just before was not seen, and did not see this.
        if (watched.IsAnyoneWaiting)
        {
            OnWaiting(watched);
        }
    }

    private void Stop()
    {
        _clock?.Dispose();
        _clock = null;
        _notifier?.Dispose();
        _notifier = null;
        _byNumber.Clear();
    }
}
