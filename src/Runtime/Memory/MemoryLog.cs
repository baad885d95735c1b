using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline.Memory;

/// <summary>A log whose entries are an array of byte arrays, changed under one lock.</summary>
internal sealed class MemoryLog : ILogStore
{
    private readonly Lock _lock = new();
    private readonly ChangeSignal _changed = new();
    private readonly MemoryProject _project;
    private readonly MemoryDriverOptions _options;
    private MemoryEntries _entries = new([], 0, 0);
    private long _sizeInBytes;
    private long? _lastTimestampMs;
    private bool _isCompleted;
    private int _incarnation;
    private int _projectIncarnation;

    public MemoryLog(MemoryProject project, string name, string? key, MemoryDriverOptions options)
    {
        _project = project;
        _options = options;
        Name = name;
        Key = key;
        Source = $"memory:{project.Id}/{name}{(key is null ? "" : $"/{key}")}";
    }

    public string Name { get; }

    public string? Key { get; }

    /// <summary>The log's name in messages.</summary>
    public string Source { get; }

    /// <summary>The last number assigned, as a subscription measures what it is behind.</summary>
    public long LastSeq
    {
        get
        {
            lock (_lock)
            {
                return _entries.LastSeq;
            }
        }
    }

    /// <summary>Whether anything was ever appended, or the log sealed, since the last deletion.</summary>
    public bool Exists
    {
        get
        {
            lock (_lock)
            {
                return _lastTimestampMs is not null || _isCompleted;
            }
        }
    }

    public ValueTask<AppendOutcome> AppendAsync(
        PayloadBatch payloads, AppendTerms terms, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<AppendOutcome>(cancellationToken);
        }

        try
        {
            return new(Append(payloads, terms));
        }
        catch (Exception e)
        {
            return ValueTask.FromException<AppendOutcome>(e);
        }
    }

    public AppendOutcome Append(PayloadBatch payloads, AppendTerms terms)
    {
        lock (_lock)
        {
            _project.ThrowIfUnusable();
            long lastSeq = _entries.LastSeq;
            if (_isCompleted)
            {
                throw new LogCompletedException(Source, lastSeq);
            }

            if (terms.ExpectedLastSeq is { } expected && expected != lastSeq)
            {
                return new(0, lastSeq, IsConflict: true);
            }

            if (payloads.Count > 0)
            {
                Add(payloads, Math.Max(NowMs, _lastTimestampMs ?? long.MinValue));
                _changed.Pulse();
            }

            AppendOutcome outcome = new(lastSeq + 1, _entries.LastSeq, IsConflict: false);
            if ((terms.Retention ?? _options.Retention) is { } retention)
            {
                Trim(retention);
            }

            return outcome;
        }
    }

    public ValueTask<AppendOutcome> ImportAsync(
        PayloadBatch payloads, ImportStamps stamps, Durability? durability, CancellationToken cancellationToken) =>
        Locked(() => Import(payloads, stamps), cancellationToken);

    public async ValueTask ImportCountAsync(long afterSeq, long lastSeq, long lastTimestampMs, CancellationToken cancellationToken) =>
        await Locked(() => ImportCount(afterSeq, lastSeq, lastTimestampMs), cancellationToken).ConfigureAwait(false);

    public LogCursor OpenReader(LogReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.SinceSeq);
        if (options.Limit is { } limit)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(limit, nameof(options.Limit));
        }

        MemoryEntries entries;
        lock (_lock)
        {
            _project.ThrowIfUnusable();
            entries = _entries;
        }

        long after = Check(options.SinceSeq, entries, isFollowing: false, options.OnSkipped);
        return new MemoryLogReader(Source, entries, after, options);
    }

    public LogCursor OpenFollower(long? sinceSeq, Action<LogSkip>? onSkipped)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sinceSeq ?? 0, nameof(sinceSeq));
        MemoryEntries entries;
        int incarnation;
        int projectIncarnation;
        lock (_lock)
        {
            _project.ThrowIfUnusable();
            entries = _entries;
            incarnation = _incarnation;
            projectIncarnation = _projectIncarnation;
        }

        long after = Check(sinceSeq ?? entries.LastSeq, entries, isFollowing: false, onSkipped);
        return new MemoryLogFollower(this, after, incarnation, projectIncarnation, onSkipped);
    }

    public ValueTask<bool> ExistsAsync(CancellationToken cancellationToken) => Locked(() => Exists, cancellationToken);

    public ValueTask<LogInfo> GetInfoAsync(CancellationToken cancellationToken) =>
        Locked(GetInfo, cancellationToken);

    public ValueTask<long> TruncateBeforeAsync(long seq, CancellationToken cancellationToken) =>
        Locked(() => Truncate(seq), cancellationToken);

    public async ValueTask CompleteAsync(CancellationToken cancellationToken) =>
        await Locked(Complete, cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<LogFault> VerifyAsync(
        IProgress<LogProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What is in memory cannot be damaged.
        LogInfo info = await GetInfoAsync(cancellationToken).ConfigureAwait(false);
        progress?.Report(new(info.SizeInBytes, info.SizeInBytes, info.Count));
        yield break;
    }

    public ValueTask<LogRepairResult> RepairAsync(LogRepairOptions options, CancellationToken cancellationToken) =>
        Locked(() => new LogRepairResult(_entries.Count, 0, 0, 0, null), cancellationToken);

    public ValueTask<bool> DeleteAsync(CancellationToken cancellationToken) =>
        Locked(Delete, cancellationToken);

    /// <summary>The entries as a follower finds them now; null where the project that it follows was deleted.</summary>
    /// <param name="after">The number behind which the follower looks.</param>
    /// <param name="projectIncarnation">The same of the project.</param>
    /// <param name="incarnation">Which of the logs of this name, one deleted after the other, the follower reads.</param>
    /// <param name="changed">Completes at the next change; null where there is more already, or will never be.</param>
    public MemoryEntries? Look(long after, int projectIncarnation, ref int incarnation, out Task? changed)
    {
        lock (_lock)
        {
            if (projectIncarnation != _projectIncarnation)
            {
                changed = null;
                return null;
            }

            if (incarnation != _incarnation)
            {
                if (after > 0)
                {
                    throw new LogRewoundException(Source, after, _entries.LastSeq);
                }

                incarnation = _incarnation;
            }

            bool hasMore = _entries.IndexAfter(after) < _entries.Count;
            changed = hasMore || _isCompleted || _project.IsDisposed ? null : _changed.NextAsync();
            return _entries;
        }
    }

    /// <summary>Empties the log and ends its subscriptions.</summary>
    public void DeleteWithProject()
    {
        lock (_lock)
        {
            Clear();
            _projectIncarnation++;
            _changed.Pulse();
        }
    }

    /// <summary>Wakes the followers, once the driver is disposed.</summary>
    public void End()
    {
        lock (_lock)
        {
            _changed.Pulse();
        }
    }

    /// <summary>The number before the first entry that a cursor is due.</summary>
    public long Check(long sinceSeq, MemoryEntries entries, bool isFollowing, Action<LogSkip>? onSkipped) =>
        LogCursorRule.Check(Source, sinceSeq, entries.FirstSeq, entries.LastSeq, isFollowing, onSkipped);

    private long NowMs => _options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    private AppendOutcome Import(PayloadBatch payloads, ImportStamps stamps)
    {
        ThrowUnlessImportable(stamps.AfterSeq);
        Add(payloads, 0, stamps);
        _changed.Pulse();
        return new(stamps.FirstSeq, _entries.LastSeq, IsConflict: false);
    }

    private bool ImportCount(long afterSeq, long lastSeq, long lastTimestampMs)
    {
        ThrowUnlessImportable(afterSeq);
        _entries = new(_entries.Items, _entries.Count, lastSeq);
        _lastTimestampMs = lastTimestampMs;
        _changed.Pulse();
        return true;
    }

    private void ThrowUnlessImportable(long afterSeq)
    {
        if (_isCompleted)
        {
            throw new LogCompletedException(Source, _entries.LastSeq);
        }

        ImportStamps.ThrowUnlessAfter(Source, afterSeq, _entries.LastSeq);
    }

    private void Add(PayloadBatch payloads, long timestampMs, ImportStamps? stamps = null)
    {
        ReadOnlySpan<long> seqs = stamps is null ? default : stamps.Seqs.Span;
        ReadOnlySpan<long> timestamps = stamps is null ? default : stamps.TimestampsMs.Span;
        long lastSeq = _entries.LastSeq;
        int count = checked(_entries.Count + payloads.Count);
        MemoryEntry[] items = _entries.Items;
        if (items.Length < count)
        {
            // Snapshots share the old array; it is left to them as it is.
            Array.Resize(ref items, (int)Math.Max(count, Math.Min(items.Length * 2L, Array.MaxLength)));
        }

        long addedBytes = 0;
        for (int i = 0; i < payloads.Count; i++)
        {
            byte[] payload = payloads[i].ToArray();
            lastSeq = stamps is null ? lastSeq + 1 : seqs[i];
            items[_entries.Count + i] = new(lastSeq, stamps is null ? timestampMs : timestamps[i], payload);
            addedBytes += payload.Length;
        }

        _entries = new(items, count, lastSeq);
        _lastTimestampMs = items[count - 1].TimestampMs;
        _sizeInBytes += addedBytes;
    }

    private long Truncate(long seq)
    {
        int removed = _entries.IndexAfter(seq);
        if (removed > 0)
        {
            for (int i = 0; i < removed; i++)
            {
                _sizeInBytes -= _entries.Items[i].Payload.Length;
            }

            MemoryEntry[] kept = _entries.Items[removed.._entries.Count];
            _entries = new(kept, kept.Length, _entries.LastSeq);

            // Nobody is woken: who waits has seen the last entry, and loses nothing.
        }

        return removed;
    }

    /// <summary>Removes what is more than a policy keeps.</summary>
    private void Trim(LogRetention retention)
    {
        int keepFrom = 0;
        if (retention.HasTooMany(_entries.Count))
        {
            keepFrom = _entries.Count - (int)retention.MaxEntries!.Value;
        }

        if (retention.IsTooLarge(_sizeInBytes))
        {
            int first = 0;
            for (long size = _sizeInBytes - _entries.Items[0].Payload.Length; size >= retention.MaxBytes; first++)
            {
                size -= _entries.Items[first + 1].Payload.Length;
            }

            keepFrom = Math.Max(keepFrom, first);
        }

        if (_entries.Count > 0 && retention.IsTooOld(_entries.Items[0].TimestampMs, NowMs))
        {
            keepFrom = Math.Max(keepFrom, _entries.IndexFrom(retention.OldestKept(NowMs)));
        }

        if (keepFrom > 0)
        {
            Truncate(_entries.Items[Math.Min(keepFrom, _entries.Count - 1)].Seq - 1);
        }
    }

    private bool Complete()
    {
        _isCompleted = true;
        _changed.Pulse();
        return true;
    }

    private bool Delete()
    {
        if (!Exists)
        {
            return false;
        }

        Clear();
        _changed.Pulse();
        return true;
    }

    private void Clear()
    {
        _entries = new([], 0, 0);
        _sizeInBytes = 0;
        _lastTimestampMs = null;
        _isCompleted = false;
        _incarnation++;
    }

    private LogInfo GetInfo() => new(
        _entries.LastSeq,
        _entries.FirstSeq,
        _entries.Count,
        _sizeInBytes,
        _entries.Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(_entries.Items[0].TimestampMs),
        _lastTimestampMs is { } last ? DateTimeOffset.FromUnixTimeMilliseconds(last) : null,
        _isCompleted);

    private ValueTask<TResult> Locked<TResult>(Func<TResult> action, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TResult>(cancellationToken);
        }

        try
        {
            lock (_lock)
            {
                _project.ThrowIfUnusable();
                return new(action());
            }
        }
        catch (Exception e)
        {
            return ValueTask.FromException<TResult>(e);
        }
    }
}
