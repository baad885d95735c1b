using System.Diagnostics;

namespace Ledgerline.FileSystem;

/// <summary>
/// The right to write to one log or one directory of documents: one thread of this process at a time, and of all
/// processes the one that holds the lock. While a log is being written to without pause the lock is kept from one
/// write to the next, for a millisecond or two, so that a write costs one call to the system and not six.
/// </summary>
/// <param name="lockFile">The lock between processes.</param>
/// <param name="clock">Releases locks that were kept; null where none is to be kept.</param>
/// <param name="ensureDirectory">Makes the directory that the lock file stands in, or throws.</param>
internal sealed class WriteTurn(LockFile lockFile, WriteTurnClock? clock, Action ensureDirectory) : IAsyncDisposable
{
    /// <summary>Writes that follow each other within this time are a stream of them; a lone one releases at once.</summary>
    private static readonly long StreamTicks = Stopwatch.Frequency / 2000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _isKept;
    private long _lastLeft;
    private volatile bool _mustRelease;

    /// <summary>Enters where that takes no waiting.</summary>
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
            return hasLock = _isKept || lockFile.TryAcquire();
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
    public void Enter(out bool isContinued)
    {
        _turn.Wait();
        Lock(CancellationToken.None, out isContinued);
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
    public async ValueTask<TResult> RunAsync<TResult>(Func<TResult> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Run(() =>
        {
            Lock(cancellationToken, out _);
            try
            {
                return change();
            }
            finally
            {
                Leave(mayKeep: false);
            }
        }).ConfigureAwait(false);
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

    /// <summary>Waits for the write that has begun, and gives the lock back for good.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _isKept = false;

        // Closing the file releases its lock.
        lockFile.Dispose();
        _turn.Release();
    }

    private void Lock(CancellationToken cancellationToken, out bool isContinued)
    {
        isContinued = _isKept;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (!_isKept && !lockFile.Acquire(cancellationToken))
            {
                ensureDirectory();
            }
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    private void Release()
    {
        _isKept = false;
        _mustRelease = false;
        lockFile.Release();
    }
}
