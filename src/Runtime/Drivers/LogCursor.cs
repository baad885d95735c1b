namespace Ledgerline.Drivers;

/// <summary>
/// A position in a log that moves from entry to entry. A cursor of <see cref="ILogStore.OpenReader"/> ends at the
/// last entry that was committed when it was opened; one of <see cref="ILogStore.OpenFollower"/> waits there for
/// more. For one thread at a time.
/// </summary>
public abstract class LogCursor : IDisposable
{
    private RawLogEntry _current;

    /// <summary>The entry under the cursor; its payload is valid until the cursor moves.</summary>
    public ref readonly RawLogEntry Current => ref _current;

    /// <summary>Where a driver puts the entry that it moves to.</summary>
    protected ref RawLogEntry Entry => ref _current;

    /// <summary>
    /// Takes the cursor's place in the log now, on the caller's thread, where it would do so at its first move: one that
    /// asks a server need not block whoever opens it, unless something counts from that call on. Called before the first
    /// move, if at all; the default, for cursors that are placed when they are opened, does nothing.
    /// </summary>
    public virtual void Start()
    {
    }

    /// <summary>Moves to the next entry, waiting for it where this is a follower.</summary>
    /// <returns>
    /// Whether there is one: false at a reader's end, and where the log followed was completed or the driver disposed.
    /// </returns>
    public abstract ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken);

    /// <summary>Moves to the next entry that is there already; never waits.</summary>
    /// <returns>Whether there was one.</returns>
    public abstract bool MoveNext();

    /// <summary>Gives back what the cursor holds.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the cursor holds.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected abstract void Dispose(bool disposing);
}
