namespace Ledgerline.Drivers;

/// <summary>
/// The changes that a watcher of documents has not yet seen: the last one for each key, so that a slow watcher holds no more
/// than there are keys. Changes are added from any thread, taken by one.
/// </summary>
public sealed class KvChangeBacklog
{
    private readonly Lock _lock = new();
    private readonly ChangeSignal _changed = new();
    private readonly Queue<string> _keys = [];
    private readonly Dictionary<string, KvChangeKind> _kinds = new(StringComparer.Ordinal);
    private Exception? _failure;
    private bool _hasEnded;

    /// <summary>The change that the last move found.</summary>
    public KvChange Current { get; private set; }

    /// <summary>Adds a change, in the place of an earlier one to the same key that was not seen.</summary>
    /// <param name="change">The change.</param>
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

    /// <summary>Lets the next move behind the changes that are there throw, once: it is not known what else has changed.</summary>
    /// <param name="failure">What it throws.</param>
    public void Fail(Exception failure)
    {
        lock (_lock)
        {
            _failure = failure;
            _changed.Pulse();
        }
    }

    /// <summary>Takes <see cref="Fail"/> back where nobody was told: it is known again.</summary>
    public void Recover()
    {
        lock (_lock)
        {
            _failure = null;
        }
    }

    /// <summary>Ends behind the changes that are there.</summary>
    public void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
            _changed.Pulse();
        }
    }

    /// <summary>Takes the next change, waiting for it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether there is one: false behind the last, once it was ended.</returns>
    public ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        try
        {
            return TryMove(out Task? changed) ? new(true) : changed is null ? new(false) : WaitAsync(changed, cancellationToken);
        }
        catch (Exception e)
        {
            return ValueTask.FromException<bool>(e);
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
            changed = null;
            if (_keys.TryDequeue(out string? key))
            {
                _kinds.Remove(key, out KvChangeKind kind);
                Current = new KvChange(kind, key);
                return true;
            }

            if (!_hasEnded && _failure is { } failure)
            {
                _failure = null;
                throw failure;
            }

            changed = _hasEnded ? null : _changed.NextAsync();
            return false;
        }
    }
}
