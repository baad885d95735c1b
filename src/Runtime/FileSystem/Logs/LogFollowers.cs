using System.Diagnostics;
using System.Text;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// Wakes the followers of one log: by what this process appends, which also says where the log ends then, and by hints
/// of what other processes do. Safe to call from any thread.
/// </summary>
internal sealed class LogFollowers(DataRoot root, LogPaths paths, LogVisibility visibility) : IChangeListener
{
    /// <summary>How long a follower waits at most for an append that was announced to it: 50 microseconds.</summary>
    private static readonly long AnnouncedTicks = Stopwatch.Frequency / 20_000;

    private readonly byte[] _fileName = Encoding.UTF8.GetBytes(Path.GetFileName(paths.Log));
    private readonly ChangeSignal _changes = new();
    private readonly Lock _gate = new();
    private volatile CommittedEnd? _committedEnd;
    private volatile ChangeWatch? _watch;
    private long _announced;
    private int _count;

    /// <summary>Where the last append of this process left the log while somebody followed it.</summary>
    public CommittedEnd? CommittedEnd => _committedEnd;

    bool IChangeListener.IsWaiting => _changes.IsAwaited;

    /// <summary>Counts a follower; the first one starts the hints from other processes.</summary>
    public void Add()
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                // Of another log, perhaps: while nobody followed, nothing here was looked after.
                _committedEnd = null;
                _watch = root.Changes.Watch(paths.Directory, this);
            }

            _count++;
        }
    }

    /// <summary>Counts a follower out.</summary>
    public void Remove()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _watch!.Dispose();
                _watch = null;
            }
        }
    }

    /// <summary>Completes when the log may have changed after this call.</summary>
    public Task NextChangeAsync()
    {
        Task change = _changes.NextAsync();
        _watch?.OnWaiting();
        return change;
    }

    /// <summary>Waits for the append that was announced, if one was just now: not longer than one takes.</summary>
    /// <param name="seen">The end that the follower knows of.</param>
    public void AwaitAnnounced(CommittedEnd? seen)
    {
        var spin = new SpinWait();
        while (ReferenceEquals(_committedEnd, seen) && Stopwatch.GetTimestamp() - Volatile.Read(ref _announced) < AnnouncedTicks)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>
    /// Wakes followers when an append that takes microseconds begins: a thread takes longer to wake than that, and
    /// finds the entry acknowledged when it looks.
    /// </summary>
    public void Announce()
    {
        if (_changes.IsAwaited)
        {
            Volatile.Write(ref _announced, Stopwatch.GetTimestamp());
            _changes.Pulse();
        }
    }

    /// <summary>Notes where an append left the log. Under the log's lock, once it can be acknowledged.</summary>
    public void OnAppended(WritableLog log)
    {
        if (_watch is not null)
        {
            _committedEnd = log.End;
        }
    }

    /// <summary>Forgets where the log ended: its project is gone, and the next one's may look the same.</summary>
    public void Forget() => _committedEnd = null;

    /// <summary>Wakes followers, after whatever this process has done to the log or failed to do.</summary>
    public void Pulse() => _changes.Pulse();

    void IChangeListener.OnHint(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty || (file.StartsWith(_fileName) && _changes.IsAwaited && !(file.Length == _fileName.Length && IsOwnWrite())))
        {
            _changes.Pulse();
        }
    }

    /// <summary>Whether the file is as an append of this process leaves it, which tells the followers itself.</summary>
    private bool IsOwnWrite()
    {
        if (visibility.IsHiding)
        {
            return true;
        }

        try
        {
            return _committedEnd is { } end
                && root.Disk.Status(paths.Log, end.File) is { } status
                && status.Identity == end.File
                && status.Length == end.Offset;
        }
        catch (StorageException)
        {
            return false;
        }
    }
}
