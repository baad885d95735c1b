namespace Ledgerline.FileSystem;

/// <summary>A directory that somebody wants to hear about.</summary>
internal sealed class WatchedDirectory(string path)
{
    /// <summary>How long notifications go on that nobody waits for.</summary>
    private const long UnwantedMilliseconds = 5;

    private volatile IChangeListener[] _listeners = [];
    private volatile bool _isGivenUp;
    private long _unwantedSince;

    public string Path { get; } = path;

    /// <summary>The directory's number with the notifier, as last seen; null where it could not be watched.</summary>
    public int? Number { get; set; }

    public bool HasListeners => _listeners.Length > 0;

    public bool IsAnyoneWaiting
    {
        get
        {
            foreach (IChangeListener listener in _listeners)
            {
                if (listener.IsWaiting)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether the notifications were given up until somebody waits again: each one costs the writer.</summary>
    public bool IsGivenUp
    {
        get => _isGivenUp;
        set
        {
            _isGivenUp = value;
            Interlocked.MemoryBarrier();
        }
    }

    /// <summary>Adds a listener. Under the source's lock; the array is replaced whole, so that it is read without.</summary>
    public void Add(IChangeListener listener) => _listeners = [.. _listeners, listener];

    /// <summary>Removes a listener. Under the source's lock.</summary>
    public void Remove(IChangeListener listener)
    {
        List<IChangeListener> left = [.. _listeners];
        left.Remove(listener);
        _listeners = [.. left];
    }

    /// <summary>Notes a notification.</summary>
    /// <returns>Whether nobody has waited for one for so long that they should be given up.</returns>
    public bool IsUnwanted()
    {
        long since = Volatile.Read(ref _unwantedSince);
        if (IsAnyoneWaiting)
        {
            if (since != 0)
            {
                Volatile.Write(ref _unwantedSince, 0);
            }

            return false;
        }

        long now = Environment.TickCount64;
        if (since == 0)
        {
            Volatile.Write(ref _unwantedSince, now);
        }

        return since != 0 && now - since > UnwantedMilliseconds;
    }

    /// <summary>Notes that somebody waits.</summary>
    public void OnWaiting()
    {
        if (Volatile.Read(ref _unwantedSince) != 0)
        {
            Volatile.Write(ref _unwantedSince, 0);
        }
    }

    public void Hint(ReadOnlySpan<byte> file)
    {
        foreach (IChangeListener listener in _listeners)
        {
            listener.OnHint(file);
        }
    }
}
