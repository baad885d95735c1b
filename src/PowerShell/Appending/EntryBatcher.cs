using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Ledgerline.PowerShell.Errors;

namespace Ledgerline.PowerShell.Appending;

/// <summary>
/// Collects entries and appends them in batches, one flush each: when a batch is full, when its first entry has waited
/// long enough, and when asked. What was taken is written, or its failure is thrown by the next call; never neither.
/// </summary>
/// <typeparam name="TEntry">The type of the entries.</typeparam>
internal sealed class EntryBatcher<TEntry> : IDisposable
{
    private const long MaxBytes = 4 << 20;

    // A slow pipeline's entries are on disk this soon; a fast one's batches are full sooner.
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(200);

    private readonly AppendLog<TEntry> _log;
    private readonly AppendSettings _settings;
    private readonly ConcurrentQueue<AppendResult> _written = new();
    private readonly Lock _writing = new();
    private readonly Lock _collecting = new();
    private readonly Timer _timer;
    private List<TEntry> _pending = [];
    private long _pendingBytes;
    private ExceptionDispatchInfo? _failure;
    private int _failedCount;
    private long? _expectedLastSeq;
    private bool _isDisposed;

    /// <param name="log">The log.</param>
    /// <param name="settings">On which terms; null for the usual ones.</param>
    public EntryBatcher(AppendLog<TEntry> log, AppendSettings? settings = null)
    {
        _log = log;
        _settings = settings ?? new AppendSettings();
        _expectedLastSeq = _settings.ExpectedLastSeq;
        _timer = new Timer(static batcher => ((EntryBatcher<TEntry>)batcher!).TryWrite(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>How many entries were taken and, because a write failed, are not in the log.</summary>
    public int UnwrittenCount
    {
        get
        {
            lock (_collecting)
            {
                return _failedCount == 0 ? 0 : _failedCount + _pending.Count;
            }
        }
    }

    /// <summary>Takes an entry; writes the batch where that fills it.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="size">How much memory it takes, in bytes; 0 where only the number of entries counts.</param>
    public void Add(TEntry entry, int size)
    {
        ThrowIfFailed();
        bool isFull;
        lock (_collecting)
        {
            _pending.Add(entry);
            _pendingBytes += size;
            isFull = _pending.Count >= _settings.BatchSize || _pendingBytes >= MaxBytes;
            if (_pending.Count == 1)
            {
                _timer.Change(MaxWait, Timeout.InfiniteTimeSpan);
            }
        }

        if (isFull)
        {
            Flush();
        }
    }

    /// <summary>Writes what was taken. On return it is durable.</summary>
    public void Flush()
    {
        TryWrite();
        ThrowIfFailed();
    }

    /// <summary>The numbers of a batch that was written and not yet reported, oldest first.</summary>
    public bool TryGetWritten(out AppendResult written) => _written.TryDequeue(out written);

    /// <summary>Writes what was taken, also when the pipeline was stopped, and throws a failure that nobody has seen.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        try
        {
            Flush();
        }
        finally
        {
            _timer.Dispose();
        }
    }

    /// <summary>Runs on the pipeline's thread and on the timer's: batches are written one after the other.</summary>
    private void TryWrite()
    {
        lock (_writing)
        {
            if (_failedCount > 0)
            {
                // Written now, the rest would follow a gap that nobody sees.
                return;
            }

            List<TEntry> batch = TakePending();
            if (batch.Count == 0)
            {
                return;
            }

            try
            {
                _written.Enqueue(Append(batch));
            }
            catch (Exception e)
            {
                // On the timer's thread there is nobody to catch it; the pipeline's next call throws it.
                _failedCount = batch.Count;
                _failure = ExceptionDispatchInfo.Capture(e);
            }
        }
    }

    /// <exception cref="LogConflictException">Somebody else has appended.</exception>
    private AppendResult Append(List<TEntry> batch)
    {
        if (_expectedLastSeq is not { } expected)
        {
            return _log.AppendBatch(batch, _settings.Durability);
        }

        switch (_log.TryAppend(batch, expected, _settings.Durability))
        {
            case TryAppendResult.Appended appended:
                // The next batch follows this one, or it is a conflict too.
                _expectedLastSeq = appended.LastSeq;
                return new AppendResult(appended.FirstSeq, appended.LastSeq);
            case TryAppendResult.Conflict conflict:
                throw new LogConflictException(expected, conflict.ActualLastSeq);
            case var other:
                throw new InvalidOperationException($"Unknown outcome of an append: {other}.");
        }
    }

    private List<TEntry> TakePending()
    {
        lock (_collecting)
        {
            List<TEntry> batch = _pending;
            _pending = [];
            _pendingBytes = 0;
            return batch;
        }
    }

    private void ThrowIfFailed()
    {
        // Thrown once: a failure ends the command, and what disposes it has nothing new to say.
        Interlocked.Exchange(ref _failure, null)?.Throw();
    }
}
