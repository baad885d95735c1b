namespace Ledgerline.Postgres;

/// <summary>Whether a driver is in use: what changes something enters and leaves, and disposal waits for the last to leave.</summary>
internal sealed class DriverLife(PostgresDriver driver)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;
    private bool _hasEnded;

    /// <summary>Whether the driver was disposed.</summary>
    public bool HasEnded => Volatile.Read(ref _hasEnded);

    /// <exception cref="ObjectDisposedException">The driver was disposed.</exception>
    public void ThrowIfEnded() => ObjectDisposedException.ThrowIf(HasEnded, driver);

    /// <summary>Begins a change; <see cref="Leave"/> ends it.</summary>
    /// <exception cref="ObjectDisposedException">The driver was disposed.</exception>
    public void Enter()
    {
        lock (_lock)
        {
            ThrowIfEnded();
            _inside++;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (--_inside == 0 && _hasEnded)
            {
                _drained.TrySetResult();
            }
        }
    }

    /// <summary>Lets nothing begin any more, and waits for what has begun.</summary>
    /// <returns>Whether this call was the first.</returns>
    public async ValueTask<bool> EndAsync()
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = !_hasEnded;
            Volatile.Write(ref _hasEnded, true);
            if (_inside == 0)
            {
                _drained.TrySetResult();
            }
        }

        await _drained.Task.ConfigureAwait(false);
        return isFirst;
    }
}
