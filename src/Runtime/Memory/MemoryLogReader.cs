using Ledgerline.Drivers;

namespace Ledgerline.Memory;

/// <summary>Walks a snapshot; what is appended or truncated meanwhile does not reach it.</summary>
internal sealed class MemoryLogReader : LogCursor
{
    private readonly string _source;
    private readonly Action<LogSkip>? _onSkipped;
    private readonly int _step;
    private long _after;
    private MemoryEntries _entries;
    private int _next;
    private int _remaining;
    private bool _isDisposed;

    /// <param name="source">The log's name in messages.</param>
    /// <param name="entries">The snapshot.</param>
    /// <param name="after">The number behind which reading begins; not below the first kept minus one.</param>
    /// <param name="options">The other bounds and the order.</param>
    public MemoryLogReader(string source, MemoryEntries entries, long after, LogReadOptions options)
    {
        _source = source;
        _onSkipped = options.OnSkipped;
        int low = entries.IndexAfter(after);
        int bySeq = low;
        int high = entries.Count;
        if (options.After is { } afterTime)
        {
            low = Math.Max(low, entries.IndexAfter(afterTime));
        }

        if (options.Before is { } beforeTime)
        {
            high = Math.Min(high, entries.IndexFrom(beforeTime));
        }

        _entries = entries;
        _remaining = (int)Math.Min(Math.Max(high - low, 0), options.Limit ?? long.MaxValue);
        _step = options.Reverse ? -1 : 1;
        _next = options.Reverse ? high - 1 : low;
        _after = low == bySeq || low == entries.Count ? after : entries[low].Seq - 1;
    }

    public override ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<bool>(cancellationToken)
            : new(MoveNext());

    public override bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_remaining == 0)
        {
            return false;
        }

        MoveTo(_entries[_next]);
        _next += _step;
        _remaining--;
        return true;
    }

    private void MoveTo(RawLogEntry next)
    {
        if (_step > 0)
        {
            LogCursorRule.PassLost(_source, _after, next.Seq, _onSkipped);
            _after = next.Seq;
        }
        else if (Entry.Seq > 0)
        {
            LogCursorRule.PassLost(_source, next.Seq, Entry.Seq, _onSkipped);
        }

        Entry = next;
    }

    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        _entries = default;
        Entry = default;
    }
}
