using System.Diagnostics;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>Appends groups of batches. Under the log's lock, one thread at a time.</summary>
internal sealed class LogAppender(WritableLog log, LogVisibility visibility, FlushPace pace)
{
    /// <summary>A group is handed to the file system in pieces of about this size.</summary>
    private const int WriteSize = 1 << 20;

    private const int InitialBuffer = 1024;

    private byte[] _buffer = new byte[InitialBuffer];
    private int _pending;

    /// <summary>
    /// Appends the batches of a group with one write and, if one of them wants it, one flush. All of the group is
    /// acknowledged, or none of it is there.
    /// </summary>
    /// <exception cref="LogCompletedException">The log is sealed.</exception>
    public void Append(ReadOnlySpan<AppendRequest> group, long now)
    {
        if (log.IsCompleted)
        {
            throw new LogCompletedException(log.Paths.Log, log.LastSeq);
        }

        long start = log.Length;
        long lastSeq = log.LastSeq;
        long lastTimestamp = log.LastTimestamp;
        long lost = log.Lost;
        bool flush = false;
        if (log.File is not null)
        {
            visibility.HideFrom(log.Identity, start);
        }

        try
        {
            _pending = 0;
            foreach (AppendRequest request in group)
            {
                if (Number(request))
                {
                    flush |= request.Flush;
                    Encode(request, now);
                }
            }

            WriteOut();
            if (flush)
            {
                long begun = Stopwatch.GetTimestamp();
                log.Flush();
                long ticks = Stopwatch.GetTimestamp() - begun;
                pace.Add(ticks);
                LedgerlineMeter.FlushDuration.Record((double)ticks / Stopwatch.Frequency);
            }
        }
        catch
        {
            log.LastSeq = lastSeq;
            log.LastTimestamp = lastTimestamp;
            log.Lost = lost;
            TakeBack(start);
            throw;
        }

        visibility.ShowAll();
        LedgerlineMeter.GroupSize.Record(group.Length);
    }

    /// <summary>Appends a batch that keeps its numbers and times, alone.</summary>
    /// <exception cref="LogCompletedException">The log is sealed.</exception>
    /// <exception cref="LogSequenceException">The log goes on with another number.</exception>
    public AppendOutcome Import(PayloadBatch payloads, ImportStamps stamps, bool flush)
    {
        if (!log.IsCompleted)
        {
            ImportStamps.ThrowUnlessAfter(log.Paths.Log, stamps.AfterSeq, log.LastSeq);
        }

        var request = new AppendRequest { Payloads = payloads, Stamps = stamps, Flush = flush };
        Append([request], now: 0);
        return request.Outcome;
    }

    /// <summary>Gives a request its numbers.</summary>
    /// <returns>Whether there is something to write.</returns>
    private bool Number(AppendRequest request)
    {
        int count = request.Payloads.Count;
        if (request.Stamps is { } stamps)
        {
            ThrowIfBeyondNumbers(stamps.LastSeq, 0);
            log.Lost = log.Length == 0 ? 0 : log.Lost + stamps.FirstSeq - 1 - log.LastSeq;
            log.LastSeq = stamps.LastSeq;
            request.Outcome = new(stamps.FirstSeq, stamps.LastSeq, false);
            return true;
        }

        ThrowIfBeyondNumbers(log.LastSeq, count);

        bool conflict = request.ExpectedLastSeq is { } expected && expected != log.LastSeq;
        request.Outcome = conflict
            ? new(0, log.LastSeq, true)
            : new(log.LastSeq + 1, log.LastSeq + count, false);
        return !conflict && count > 0;
    }

    /// <summary>Has the count go on without an entry.</summary>
    /// <exception cref="LogCompletedException">The log is sealed.</exception>
    /// <exception cref="LogSequenceException">The log goes on with another number.</exception>
    public void ImportCount(long afterSeq, long lastSeq, long timestamp)
    {
        if (log.IsCompleted)
        {
            throw new LogCompletedException(log.Paths.Log, log.LastSeq);
        }

        ImportStamps.ThrowUnlessAfter(log.Paths.Log, afterSeq, log.LastSeq);
        ThrowIfBeyondNumbers(lastSeq, 0);
        log.CountTo(lastSeq, timestamp);
    }

    private void ThrowIfBeyondNumbers(long lastSeq, int more)
    {
        if (more > LogLine.MaxSeq - lastSeq)
        {
            throw new StorageException(
                "append to", log.Paths.Log, $"its numbers end at {LogLine.MaxSeq}", "Begin another log, or delete this one.");
        }
    }

    private void Encode(AppendRequest request, long now)
    {
        PayloadBatch payloads = request.Payloads;
        if (request.Stamps is { } stamps)
        {
            ReadOnlySpan<long> seqs = stamps.Seqs.Span;
            ReadOnlySpan<long> timestamps = stamps.TimestampsMs.Span;
            for (int start = 0, end; start < seqs.Length; start = end)
            {
                end = start + 1;
                while (end < seqs.Length && timestamps[end] == timestamps[start] && seqs[end] == seqs[end - 1] + 1)
                {
                    end++;
                }

                if (start > 0)
                {
                    log.Lost = seqs[start] - seqs[start - 1] - 1;
                }

                Encode(payloads, start, end, seqs[start], timestamps[start]);
            }
        }
        else
        {
            Encode(payloads, 0, payloads.Count, request.Outcome.FirstSeq, Math.Max(now, log.LastTimestamp));
        }

        log.LastSeq = request.Outcome.LastSeq;
    }

    /// <summary>Encodes payloads of one time whose numbers follow each other.</summary>
    private void Encode(PayloadBatch batch, int start, int end, long firstSeq, long timestamp)
    {
        var envelope = new LineEnvelope(firstSeq, timestamp);
        ReadOnlySpan<byte> payloads = batch.Bytes.Span;
        ReadOnlySpan<int> ends = batch.Ends.Span;
        int payloadStart = start == 0 ? 0 : ends[start - 1];
        for (int i = start; i < end; i++)
        {
            ReadOnlySpan<byte> payload = payloads[payloadStart..ends[i]];
            payloadStart = ends[i];
            int size = _pending + payload.Length + LogLine.MaxEnvelope;
            if (size > _buffer.Length)
            {
                MakeRoom(size, payload.Length + LogLine.MaxEnvelope);
            }

            _pending += envelope.Write(_buffer.AsSpan(_pending), payload, more: i + 1 < ends.Length, log.Lost);
            log.Lost = 0;
            envelope.Next();
        }

        log.LastTimestamp = timestamp;
    }

    /// <summary>Enlarges the buffer up to the size of a write, and beyond it writes out what it holds.</summary>
    private void MakeRoom(int size, int lineSize)
    {
        if (size > WriteSize)
        {
            WriteOut();
            size = lineSize;
        }

        if (size > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(size, Math.Min(_buffer.Length * 2, WriteSize)));
        }
    }

    private void WriteOut()
    {
        if (_pending == 0)
        {
            return;
        }

        if (log.Create())
        {
            visibility.HideFrom(log.Identity, log.Length);
        }

        log.File.Write(_buffer.AsSpan(0, _pending), log.Length);
        log.Length += _pending;
        _pending = 0;
        if (_buffer.Length > WriteSize)
        {
            _buffer = new byte[InitialBuffer];
        }
    }

    /// <summary>Undoes a group: nobody was told that it was written, and nobody may find it.</summary>
    private void TakeBack(long start)
    {
        bool isUndone = false;
        try
        {
            if (log.File is not null)
            {
                log.Cut(start);
                if (!log.IsRewriteOwed)
                {
                    // Or a loss of power could show parts of what was cut where later entries were not flushed yet.
                    log.Flush();
                }

                log.ReplaceIfOwed();
                isUndone = true;
            }
        }
        catch (LedgerlineException)
        {
            // The failure that is being reported is the first one; the next append recovers, or fails, before it writes.
        }
        finally
        {
            if (!isUndone)
            {
                log.Forget();
            }

            visibility.ShowAll();
        }
    }
}
