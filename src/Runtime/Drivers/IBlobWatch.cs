namespace Ledgerline.Drivers;

/// <summary>A stream of blob changes that began when it was opened. For one thread at a time.</summary>
public interface IBlobWatch : IDisposable
{
    /// <summary>The change that the last move found.</summary>
    BlobChange Current { get; }

    /// <summary>Waits for the next change.</summary>
    /// <returns>Whether there is one: false once the driver is disposed.</returns>
    ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken);
}
