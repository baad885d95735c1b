using Ledgerline.Drivers;

namespace Ledgerline.Memory;

/// <summary>
/// The changes that a watcher has not yet seen: the last one for each key, so that a slow watcher holds no more than
/// there are keys.
/// </summary>
/// <param name="forget">Takes the watch off its documents.</param>
internal sealed class MemoryDocumentWatch(Action<MemoryDocumentWatch> forget) : IDocumentWatch
{
    private readonly Lock _lock = new();
    private readonly ChangeSignal _changed = new();
    private readonly Queue<string> _keys = [];
    private readonly Dictionary<string, KvChangeKind> _kinds = new(StringComparer.Ordinal);
    private bool _hasEnded;
    private bool _isDisposed;

    public KvChange Current { get; private set; }

    public ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (TryMove(out Task? changed))
        {
            return new(true);
        }

        return changed is null ? new(false) : WaitAsync(changed, cancellationToken);
    }

    public void Dispose()
    {
        _isDisposed = true;
        forget(this);
    }

    /// <summary>Adds a change, in the place of an earlier one to the same key that was not seen.</summary>
    public void Add(KvChange change)
    {
        lock (_lock)
        {
            if (!_kinds.ContainsKey(change.Key))
            {
                _keys.Enqueue(change.Key);
            }

            _kinds[change.Key] = change.Kind;
            _changed.Pulse();
        }
    }

    /// <summary>Lets the watch end behind the changes that it has.</summary>
    public void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
            _changed.Pulse();
        }
    }

    private async ValueTask<bool> WaitAsync(Task? changed, CancellationToken cancellationToken)
    {
        while (changed is not null)
        {
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (TryMove(out changed))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryMove(out Task? changed)
    {
        lock (_lock)
        {
            if (_keys.TryDequeue(out string? key))
            {
                _kinds.Remove(key, out KvChangeKind kind);
                Current = new KvChange(kind, key);
                changed = null;
                return true;
            }

            changed = _hasEnded ? null : _changed.NextAsync();
            return false;
        }
    }
}
