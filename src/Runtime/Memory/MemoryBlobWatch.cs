using Ledgerline.Drivers;

namespace Ledgerline.Memory;

/// <summary>The changes of blobs that a watcher has not yet seen: one for each path.</summary>
/// <param name="prefix">What the paths begin with.</param>
/// <param name="debounce">How long a path must be quiet before its change is told.</param>
/// <param name="clock">Tells how long that is.</param>
/// <param name="forget">Takes the watch off its blobs.</param>
internal sealed class MemoryBlobWatch(string prefix, TimeSpan debounce, TimeProvider clock, Action<MemoryBlobWatch> forget) : IBlobWatch
{
    private readonly BlobChangeWait _wait = new(debounce, clock);
    private volatile bool _hasEnded;
    private volatile bool _isOver;

    public BlobChange Current { get; private set; }

    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task next = _wait.NextAsync();
            bool hasEnded = _hasEnded;
            if (_isOver)
            {
                return false;
            }

            if (_wait.TryTake(hasEnded, out BlobChange change, out TimeSpan? delay))
            {
                Current = change;
                return true;
            }

            if (hasEnded)
            {
                return false;
            }

            if (delay is { } due)
            {
                _wait.PulseIn(due);
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        forget(this);
        _wait.Dispose();
    }

    /// <summary>Adds a change, where the path is watched.</summary>
    public void Add(string path, bool wasThere, bool isThere)
    {
        if (path.StartsWith(prefix, StringComparison.Ordinal))
        {
            _wait.Add(path, wasThere, isThere);
            _wait.Pulse();
        }
    }

    /// <summary>Lets the watch end.</summary>
    /// <param name="tellsWhatItHas">Whether behind the changes that it has.</param>
    public void End(bool tellsWhatItHas)
    {
        _isOver = !tellsWhatItHas;
        _hasEnded = true;
        _wait.Pulse();
    }
}
