using Ledgerline.Drivers;

namespace Ledgerline.Copying;

/// <summary>
/// Copies one log: compares what the target has, imports what it does not, and reads that back. Where either log changes
/// under it, it begins anew, which is to go on: what it finds decides, never what it did before.
/// </summary>
/// <param name="item">The log in messages.</param>
/// <param name="source">The log to read.</param>
/// <param name="target">The log to write.</param>
/// <param name="targetName">The target in messages.</param>
/// <param name="options">How.</param>
/// <param name="tally">Told what was done.</param>
internal sealed class LogCopy(
    string item, ILogStore source, ILogStore target, string targetName, ProjectCopyOptions options, CopyTally tally)
{
    /// <summary>How often it begins anew: a source that is truncated without end is not waited for.</summary>
    private const int MaxAttempts = 5;

    private const string SourceMoved = "the source was truncated while it was copied";

    private readonly EntryBatch _batch = new(options.BatchBytes);
    private string _cause = "";
    private bool _isChanged;
    private long _countedTo;

    /// <summary>Whether a log holds nothing that could be copied: not even a count.</summary>
    public static bool IsUntouched(LogInfo info) => info is { LastSeq: 0, IsCompleted: false };

    /// <summary>Copies the log up to where it ends now.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 1; !await TryRunAsync(isLast: attempt == MaxAttempts, cancellationToken).ConfigureAwait(false); attempt++)
        {
            if (attempt == MaxAttempts)
            {
                throw Differs(null, $"{_cause}, {MaxAttempts} times", "Copy again when nobody else writes there, and less in the source.");
            }
        }
    }

    /// <returns>Whether the target has all that the source had when this began; false where one of them changed meanwhile.</returns>
    private async Task<bool> TryRunAsync(bool isLast, CancellationToken cancellationToken)
    {
        LogInfo end = await source.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        if (IsUntouched(end))
        {
            return await HasNothingAsync(cancellationToken).ConfigureAwait(false);
        }

        LogInfo held = await target.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfBeyond(held, end);
        try
        {
            using LogCursor cursor = source.OpenReader(new LogReadOptions());
            bool hasEntry = await cursor.MoveNextAsync(cancellationToken).ConfigureAwait(false);
            long first = hasEntry ? cursor.Current.Seq : end.LastSeq + 1;
            if (first != end.FirstSeq && await HasMovedAsync(end, cancellationToken).ConfigureAwait(false))
            {
                return Again(SourceMoved);
            }

            hasEntry = await CompareAsync(cursor, hasEntry, first, held, cancellationToken).ConfigureAwait(false);
            return await ImportAsync(cursor, hasEntry, first, held, end, cancellationToken).ConfigureAwait(false)
                && await EndAsync(first, end, cancellationToken).ConfigureAwait(false);
        }
        catch (LogTruncatedException) when (!isLast)
        {
            return Again(SourceMoved);
        }
        catch (LogSequenceException)
        {
            // Somebody else, or an import of this copy whose answer was lost: the comparison tells.
            return Again("somebody has appended there meanwhile");
        }
    }

    /// <summary>Whether a log without a count has no entries either: where its only batch is damaged, reading it through says so.</summary>
    private async Task<bool> HasNothingAsync(CancellationToken cancellationToken)
    {
        using LogCursor cursor = source.OpenReader(new LogReadOptions());
        bool hasNothing = true;
        while (await cursor.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            hasNothing = Again("the source was begun while it was copied");
        }

        return hasNothing;
    }

    /// <summary>Compares the entries that the target has with the source's, and leaves the cursor at the first that it does not have.</summary>
    /// <returns>Whether there is such an entry.</returns>
    private async Task<bool> CompareAsync(
        LogCursor cursor, bool hasEntry, long first, LogInfo held, CancellationToken cancellationToken)
    {
        if (held.FirstSeq <= held.LastSeq)
        {
            if (held.LastSeq < first)
            {
                throw Differs(
                    held.LastSeq,
                    $"it holds entries up to {held.LastSeq}, and the source, which begins with {first}, none of them to compare",
                    "Delete the log there and copy again.");
            }

            if (held.FirstSeq > first)
            {
                throw Differs(first, $"it begins with entry {held.FirstSeq}, the source with {first}", "Delete the log there and copy again.");
            }

            using LogCursor other = target.OpenReader(new LogReadOptions { SinceSeq = first - 1 });
            while (await other.MoveNextAsync(cancellationToken).ConfigureAwait(false) && other.Current.Seq <= held.LastSeq)
            {
                if (!hasEntry || !IsSame(cursor.Current, other.Current))
                {
                    throw IsAnother(hasEntry ? Math.Min(cursor.Current.Seq, other.Current.Seq) : other.Current.Seq);
                }

                Count(cursor.Current, isCopied: false);
                hasEntry = await cursor.MoveNextAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return hasEntry && cursor.Current.Seq <= held.LastSeq ? throw IsAnother(cursor.Current.Seq) : hasEntry;
    }

    /// <summary>Imports the rest, and reads it back.</summary>
    private async Task<bool> ImportAsync(
        LogCursor cursor, bool hasEntry, long first, LogInfo held, LogInfo end, CancellationToken cancellationToken)
    {
        if (held.FirstSeq <= held.LastSeq && held.FirstSeq < first)
        {
            // Compared by what is left of it: these the source has truncated.
            await target.TruncateBeforeAsync(first - 1, cancellationToken).ConfigureAwait(false);
            _isChanged = true;
        }

        using var written = new EntryHash();
        long since = held.LastSeq > 0 ? held.LastSeq : first - 1;
        long after = since;
        long last = held.LastSeq;
        _batch.Clear();
        while (hasEntry && cursor.Current.Seq <= end.LastSeq)
        {
            if (!_batch.HasRoomFor(cursor.Current.Payload.Length))
            {
                after = await FlushAsync(after, cancellationToken).ConfigureAwait(false);
            }

            _batch.Add(cursor.Current);
            written.Add(cursor.Current);
            last = cursor.Current.Seq;
            if (_batch.IsFull)
            {
                after = await FlushAsync(after, cancellationToken).ConfigureAwait(false);
            }

            try
            {
                hasEntry = await cursor.MoveNextAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (LogCorruptException)
            {
                // What comes before the damage is carried over, and compared next time.
                await FlushAsync(after, cancellationToken).ConfigureAwait(false);
                throw;
            }
        }

        after = await FlushAsync(after, cancellationToken).ConfigureAwait(false);
        if (last < end.LastSeq)
        {
            // What the source keeps ends before its count: these are lost, unless they were truncated just now.
            if (await HasMovedAsync(end, cancellationToken).ConfigureAwait(false))
            {
                return Again(SourceMoved);
            }

            long time = (end.LastTimestamp ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds();
            await target.ImportCountAsync(held.LastSeq == 0 && written.Count == 0 ? 0 : after, end.LastSeq, time, cancellationToken).ConfigureAwait(false);
            _isChanged = true;
        }

        return written.Count == 0
            || await IsThereAsync(written, Math.Max(since, first - 1), end, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> FlushAsync(long after, CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
        {
            return after;
        }

        ImportStamps stamps = _batch.Stamps(after);
        await target.ImportAsync(_batch.Payloads, stamps, options.Durability, cancellationToken).ConfigureAwait(false);
        _isChanged = true;
        int start = 0;
        for (int i = 0; i < _batch.Count; i++)
        {
            Count(stamps.Seqs.Span[i], _batch.Ends[i] - start, isCopied: true);
            start = _batch.Ends[i];
        }

        _batch.Clear();
        return stamps.LastSeq;
    }

    /// <summary>Whether the target gives back what was written; where it does not, the next comparison says from which number on.</summary>
    private async Task<bool> IsThereAsync(EntryHash written, long since, LogInfo end, CancellationToken cancellationToken)
    {
        using var read = new EntryHash();
        using LogCursor cursor = target.OpenReader(new LogReadOptions { SinceSeq = since });
        while (await cursor.MoveNextAsync(cancellationToken).ConfigureAwait(false) && cursor.Current.Seq <= end.LastSeq)
        {
            read.Add(cursor.Current);
        }

        return read.Matches(written) || Again("read back, it is not what was written");
    }

    /// <summary>Compares the heads, and seals the target where the source is sealed.</summary>
    private async Task<bool> EndAsync(long first, LogInfo end, CancellationToken cancellationToken)
    {
        LogInfo info = await target.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        if (info.LastSeq != end.LastSeq || info.FirstSeq != first || info.LastTimestamp != end.LastTimestamp)
        {
            return Again(
                $"its numbers are {info.FirstSeq} to {info.LastSeq} and its last time is {info.LastTimestamp:O}, the source's {first} to {end.LastSeq} and {end.LastTimestamp:O}");
        }

        if (end.IsCompleted && !info.IsCompleted)
        {
            await target.CompleteAsync(cancellationToken).ConfigureAwait(false);
            _isChanged = true;
            info = await target.GetInfoAsync(cancellationToken).ConfigureAwait(false);
            if (!info.IsCompleted || info.LastSeq != end.LastSeq)
            {
                return Again("it is not sealed at its end, as the source is");
            }
        }

        tally.AddLog(_isChanged);
        return true;
    }

    private async Task<bool> HasMovedAsync(LogInfo since, CancellationToken cancellationToken) =>
        (await source.GetInfoAsync(cancellationToken).ConfigureAwait(false)).FirstSeq != since.FirstSeq;

    /// <summary>Remembers why it must begin anew.</summary>
    private bool Again(string cause)
    {
        _cause = cause;
        return false;
    }

    private static bool IsSame(in RawLogEntry one, in RawLogEntry other) =>
        one.Seq == other.Seq && one.TimestampMs == other.TimestampMs && one.Payload.Span.SequenceEqual(other.Payload.Span);

    private void Count(in RawLogEntry entry, bool isCopied) => Count(entry.Seq, entry.Payload.Length, isCopied);

    /// <summary>Counts an entry once, however often it is seen.</summary>
    private void Count(long seq, int bytes, bool isCopied)
    {
        if (seq > _countedTo)
        {
            _countedTo = seq;
            tally.AddEntry(bytes, isCopied);
        }
    }

    private void ThrowIfBeyond(LogInfo held, LogInfo end)
    {
        if (held.LastSeq > end.LastSeq)
        {
            throw Differs(
                end.LastSeq + 1, $"it has assigned the numbers up to {held.LastSeq}, the source those up to {end.LastSeq}",
                "Somebody has appended there: go on in the target, or delete the log there and copy again.");
        }

        if (held.IsCompleted && (!end.IsCompleted || held.LastSeq < end.LastSeq))
        {
            throw Differs(
                held.LastSeq + 1, "it is sealed, and the source is not at its end there",
                "Somebody has sealed it: delete the log there and copy again.");
        }
    }

    private ProjectCopyException IsAnother(long seq) => Differs(
        seq, $"entry {seq} there is not the source's", "Somebody else wrote it: delete the log there, or copy to another project.");

    private ProjectCopyException Differs(long? seq, string cause, string remedy) => new(item, seq, targetName, cause, remedy);
}
