namespace Ledgerline.Drivers;

/// <summary>A stream of document changes that began when it was opened. For one thread at a time.</summary>
public interface IDocumentWatch : IDisposable
{
    /// <summary>The change that the last move found.</summary>
    KvChange Current { get; }

    /// <summary>Waits for the next change.</summary>
    /// <returns>Whether there is one: false once the driver is disposed.</returns>
    ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken);
}
