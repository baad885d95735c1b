namespace Ledgerline.Drivers;

/// <summary>
/// Changes of blobs that wait until their path has been quiet for a time, each told with what has become of the path
/// since it was told last; and the waiting for them. Changes are added from any thread, taken by one.
/// </summary>
public sealed class BlobChangeWait : IDisposable
{
    private readonly TimeSpan _debounce;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly ChangeSignal _signal = new();
    private readonly Lock _gate = new();

    /// <summary>In the order in which they fall due: all wait for the same time, and a change moves its path to the end.</summary>
    private readonly LinkedList<Waiting> _waiting = [];
    private readonly Dictionary<string, LinkedListNode<Waiting>> _byPath = new(StringComparer.Ordinal);

    /// <param name="debounce">How long a path must be quiet before its change is told.</param>
    /// <param name="clock">Tells how long that is.</param>
    public BlobChangeWait(TimeSpan debounce, TimeProvider clock)
    {
        _debounce = debounce;
        _clock = clock;
        _timer = clock.CreateTimer(
            static signal => ((ChangeSignal)signal!).Pulse(), _signal, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether somebody may be waiting.</summary>
    public bool IsAwaited => _signal.IsAwaited;

    /// <summary>Completes at the first <see cref="Pulse"/> after this call.</summary>
    public Task NextAsync() => _signal.NextAsync();

    /// <summary>Wakes whoever waits.</summary>
    public void Pulse() => _signal.Pulse();

    /// <summary>Wakes whoever waits, after a time.</summary>
    public void PulseIn(TimeSpan delay) =>

        // A timer may be a little early, and to be asked again for nothing costs more than a millisecond.
        _timer.Change(delay + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);

    /// <summary>Adds a change.</summary>
    /// <param name="path">The blob's path.</param>
    /// <param name="wasThere">Whether there was a blob before.</param>
    /// <param name="isThere">Whether there is one now.</param>
    public void Add(string path, bool wasThere, bool isThere)
    {
        lock (_gate)
        {
            if (_byPath.Remove(path, out LinkedListNode<Waiting>? earlier))
            {
                _waiting.Remove(earlier);
                wasThere = earlier.Value.WasThere;
            }

            _byPath[path] = _waiting.AddLast(new Waiting(path, _clock.GetTimestamp(), wasThere, isThere));
        }
    }

    /// <summary>Takes the next change that is due.</summary>
    /// <param name="all">Whether to wait for quiet no more.</param>
    /// <param name="change">The change.</param>
    /// <param name="delay">Where there is none: when the next one will be due, for <see cref="PulseIn"/>; null where none waits.</param>
    public bool TryTake(bool all, out BlobChange change, out TimeSpan? delay)
    {
        lock (_gate)
        {
            while (_waiting.First is { Value: var first })
            {
                TimeSpan quiet = _clock.GetElapsedTime(first.Since);
                if (quiet < _debounce && !all)
                {
                    change = default;
                    delay = _debounce - quiet;
                    return false;
                }

                _waiting.RemoveFirst();
                _byPath.Remove(first.Path);
                if (first.WasThere || first.IsThere)
                {
                    change = new(first.IsThere ? BlobChangeKind.Put : BlobChangeKind.Delete, first.Path);
                    delay = null;
                    return true;
                }
            }
        }

        change = default;
        delay = null;
        return false;
    }

    /// <summary>Gives back the timer.</summary>
    public void Dispose() => _timer.Dispose();

    private readonly record struct Waiting(string Path, long Since, bool WasThere, bool IsThere);
}
