using System.Diagnostics;

namespace Ledgerline.FileSystem;

/// <summary>
/// The right to write to one log or one directory of documents: one thread of this process at a time, and of all
/// processes the one that holds the lock. While a log is being written to without pause the lock is kept from one
/// write to the next, for a millisecond or two, so that a write costs one call to the system and not six.
/// </summary>
/// <param name="scope">What it belongs to, which is held as long as the lock is.</param>
/// <param name="lockFile">The lock between processes.</param>
/// <param name="clock">Releases locks that were kept; null where none is to be kept.</param>
/// <param name="directory">The directory that the lock file stands in.</param>
internal sealed class WriteTurn(FileScope scope, LockFile lockFile, WriteTurnClock? clock, string directory) : IAsyncDisposable
{
    /// <summary>Writes that follow each other within this time are a stream of them; a lone one releases at once.</summary>
    private static readonly long StreamTicks = Stopwatch.Frequency / 2000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _isKept;
    private bool _isLocked;
    private volatile bool _isClosed;
    private long _lastLeft;
    private volatile bool _mustRelease;

    /// <summary>Whether it was closed, for good.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>When it was last left, in ticks of <see cref="Stopwatch"/>.</summary>
    public long LastLeft => Volatile.Read(ref _lastLeft);

    /// <summary>Enters where that takes no waiting and the turn is not closed.</summary>
    /// <param name="isContinued">Whether nobody else can have written since this process did.</param>
    public bool TryEnter(out bool isContinued)
    {
        isContinued = false;
        if (!_turn.Wait(0))
        {
            return false;
        }

        bool hasLock = false;
        try
        {
            isContinued = _isKept;
            return hasLock = _isKept || (!_isClosed && TryLock());
        }
        finally
        {
            if (!hasLock)
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Enters, waiting on this thread.</summary>
    /// <param name="isContinued">Whether nobody else can have written since this process did.</param>
    /// <returns>False where the turn is closed.</returns>
    public bool Enter(out bool isContinued)
    {
        _turn.Wait();
        return Lock(CancellationToken.None, out isContinued);
    }

    /// <summary>Leaves.</summary>
    /// <param name="mayKeep">Whether the lock may be kept for the next write.</param>
    public void Leave(bool mayKeep)
    {
        long now = Stopwatch.GetTimestamp();
        bool isStream = now - _lastLeft < StreamTicks;
        _lastLeft = now;
        try
        {
            if (clock is null || !mayKeep || !isStream || _mustRelease)
            {
                Release();
            }
            else if (!_isKept)
            {
                _isKept = true;
                clock.Add(this);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs a change alone, on the thread pool.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Counts until the change begins.</param>
    /// <returns>False where the turn is closed; nothing was done.</returns>
    public async ValueTask<bool> RunAsync(Action change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Run(() =>
        {
            if (!Lock(cancellationToken, out _))
            {
                return false;
            }

            try
            {
                change();
                return true;
            }
            catch (Exception failure) when (scope.Explain(failure) is ProjectNotFoundException missing && missing != failure)
            {
                throw missing;
            }
            finally
            {
                Leave(mayKeep: false);
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Closes the turn and gives back its descriptor, where nobody is in it.</summary>
    /// <param name="mayClose">Asked while nobody is in it; gives back what the turn guards, or refuses.</param>
    public bool TryClose(Func<bool> mayClose)
    {
        if (!_turn.Wait(0))
        {
            return false;
        }

        try
        {
            if (!mayClose())
            {
                return false;
            }

            Close();
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Called by the clock: releases a lock that was kept, or asks whoever is writing to do so.</summary>
    /// <returns>Whether the lock is released.</returns>
    public bool TryReleaseKept()
    {
        _mustRelease = true;
        if (!_turn.Wait(0))
        {
            return false;
        }

        try
        {
            Release();
        }
        finally
        {
            _turn.Release();
        }

        return true;
    }

    /// <summary>Gives back the descriptor, once the write that has begun has ended.</summary>
    public async ValueTask ForgetAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        GiveBack();
        _turn.Release();
    }

    /// <summary>Waits for the write that has begun, and closes the turn.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        Close();
        _turn.Release();
    }

    /// <summary>Takes the lock if nobody has it or waits for it.</summary>
    private bool TryLock()
    {
        if (!lockFile.TryOpen() || !scope.TryEnter())
        {
            return false;
        }

        try
        {
            return _isLocked = lockFile.TryAcquire();
        }
        finally
        {
            LeaveUnlessLocked();
        }
    }

    /// <summary>Waits for the lock.</summary>
    /// <returns>False where the directory does not exist.</returns>
    private bool TryLock(CancellationToken cancellationToken)
    {
        // Opened before the scope is entered: where the project is gone, nothing of it is touched again and again, and
        // whoever deletes it has to wait for nobody who begins later. Looked for again after it, by the lock itself.
        if (!lockFile.TryOpen())
        {
            return false;
        }

        scope.Enter(cancellationToken);
        try
        {
            return _isLocked = lockFile.Acquire(cancellationToken);
        }
        finally
        {
            LeaveUnlessLocked();
        }
    }

    private void LeaveUnlessLocked()
    {
        if (!_isLocked)
        {
            scope.Leave();
        }
    }

    private bool Lock(CancellationToken cancellationToken, out bool isContinued)
    {
        isContinued = _isKept;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (!_isKept && !_isClosed && !TryLock(cancellationToken))
            {
                scope.EnsureDirectory(directory);
            }
        }
        catch
        {
            _turn.Release();
            throw;
        }

        if (_isClosed)
        {
            _turn.Release();
        }

        return !_isClosed;
    }

    private void Release()
    {
        _isKept = false;
        _mustRelease = false;
        try
        {
            lockFile.Release();
        }
        finally
        {
            LeaveScope();
        }
    }

    private void LeaveScope()
    {
        if (_isLocked)
        {
            _isLocked = false;
            scope.Leave();
        }
    }

    private void Close()
    {
        _isClosed = true;
        GiveBack();
    }

    private void GiveBack()
    {
        _isKept = false;

        // Closing the file releases its lock.
        lockFile.Dispose();
        LeaveScope();
    }
}
