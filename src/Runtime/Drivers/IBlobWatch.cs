namespace Ledgerline.Drivers;

/// <summary>A stream of blob changes that began when it was opened, or begins with its first move. For one thread at a time.</summary>
public interface IBlobWatch : IDisposable
{
    /// <summary>The change that the last move found.</summary>
    BlobChange Current { get; }

    /// <summary>
    /// Begins now, on the caller's thread, where the watch would begin with its first move: see <see cref="LogCursor.Start"/>.
    /// </summary>
    void Start()
    {
    }

    /// <summary>Waits for the next change.</summary>
    /// <returns>Whether there is one: false once the driver is disposed.</returns>
    ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken);
}
