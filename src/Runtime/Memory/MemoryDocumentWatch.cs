using Ledgerline.Drivers;

namespace Ledgerline.Memory;

/// <summary>What a watcher is told.</summary>
/// <param name="forget">Takes the watch off its documents.</param>
internal sealed class MemoryDocumentWatch(Action<MemoryDocumentWatch> forget) : IDocumentWatch
{
    private readonly KvChangeBacklog _changes = new();
    private bool _isDisposed;

    public KvChange Current => _changes.Current;

    public ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _changes.MoveNextAsync(cancellationToken);
    }

    public void Dispose()
    {
        _isDisposed = true;
        forget(this);
    }

    public void Add(KvChange change) => _changes.Add(change);

    /// <summary>Lets the watch end behind the changes that it has.</summary>
    public void End() => _changes.End();
}
