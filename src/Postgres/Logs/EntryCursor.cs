using Ledgerline.Drivers;

namespace Ledgerline.Postgres;

/// <summary>Walks pages of entries: from entry to entry without a wait, from page to page with one.</summary>
internal abstract class EntryCursor : LogCursor
{
    private IReadOnlyList<RawLogEntry> _entries = [];
    private int _next;
    private bool _isDisposed;

    protected bool HasNext => _next < _entries.Count;

    public sealed override ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        if (IsStale)
        {
            Turn([]);
        }

        return HasNext && !_isDisposed ? new(Take()) : WaitAsync(cancellationToken);
    }

    protected bool Take()
    {
        Entry = _entries[_next++];
        Took(Entry.Seq);
        return true;
    }

    protected void Turn(IReadOnlyList<RawLogEntry> entries)
    {
        _entries = entries;
        _next = 0;
    }

    /// <summary>Whether what is left of the page is not to be relied on any more.</summary>
    protected virtual bool IsStale => false;

    protected abstract void Took(long seq);

    /// <summary>Moves where the page is at its end.</summary>
    protected abstract ValueTask<bool> TurnAsync(CancellationToken cancellationToken);

    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        _entries = [];
        _next = 0;
        Entry = default;
    }

    private ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _isDisposed
        ? ValueTask.FromException<bool>(new ObjectDisposedException(GetType().FullName))
        : TurnAsync(cancellationToken);
}
