using Ledgerline.Drivers;

namespace Ledgerline.Memory;

/// <summary>Follows a log by its number alone: it looks again for each entry and holds no copies.</summary>
internal sealed class MemoryLogFollower : LogCursor, ILogSubscriber
{
    private readonly MemoryLog _log;
    private readonly Action<LogSkip>? _onSkipped;
    private long _after;
    private readonly int _projectIncarnation;
    private int _incarnation;
    private bool _isDisposed;

    /// <param name="log">The log.</param>
    /// <param name="after">The number behind which it begins.</param>
    /// <param name="incarnation">Which of the logs of this name it reads, as <see cref="MemoryLog.Look"/> takes it.</param>
    /// <param name="projectIncarnation">The same of the project: another one's is never read.</param>
    /// <param name="onSkipped">Told of gaps, where set.</param>
    public MemoryLogFollower(MemoryLog log, long after, int incarnation, int projectIncarnation, Action<LogSkip>? onSkipped)
    {
        _log = log;
        _onSkipped = onSkipped;
        _after = after;
        _incarnation = incarnation;
        _projectIncarnation = projectIncarnation;
        LogSubscribers.Add(this);
    }

    string ILogSubscriber.Source => _log.Source;

    long ILogSubscriber.Lag => Math.Max(0, _log.LastSeq - _after);

    public override bool MoveNext() => TryMove(out _);

    public override ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        try
        {
            if (TryMove(out Task? changed))
            {
                return new(true);
            }

            return changed is null ? new(false) : WaitAsync(changed, cancellationToken);
        }
        catch (Exception e)
        {
            return ValueTask.FromException<bool>(e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        LogSubscribers.Remove(this);
        _isDisposed = true;
        Entry = default;
    }

    private async ValueTask<bool> WaitAsync(Task? changed, CancellationToken cancellationToken)
    {
        while (changed is not null)
        {
            // Where cancellation wins, WaitAsync takes its continuation back from the shared task.
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (TryMove(out changed))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryMove(out Task? changed)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        MemoryEntries? found = _log.Look(_after, _projectIncarnation, ref _incarnation, out changed);
        while (found is { } kept && _after < kept.FirstSeq - 1)
        {
            _after = _log.Check(_after, kept, isFollowing: true, _onSkipped);

            // Whether there is more, and whether to wait for it, is another question behind the gap.
            found = _log.Look(_after, _projectIncarnation, ref _incarnation, out changed);
        }

        if (found is not { } entries || entries.IndexAfter(_after) is var next && next == entries.Count)
        {
            return false;
        }

        LogCursorRule.PassLost(_log.Source, _after, entries.Items[next].Seq, _onSkipped);
        Entry = entries[next];
        _after = Current.Seq;
        return true;
    }
}
