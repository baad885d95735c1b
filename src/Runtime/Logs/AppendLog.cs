using System.Diagnostics;
using System.Text.Json;
using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>
/// An append-only sequence of typed entries, numbered from 1 for ever. A cheap handle; safe to call from any thread
/// and beside other processes that use the same log.
/// </summary>
/// <typeparam name="T">The type of the entries.</typeparam>
/// <remarks>
/// Every member throws <see cref="ProjectNotFoundException"/> where the project does not exist,
/// <see cref="StorageException"/> where the storage refuses, <see cref="LogCorruptException"/> where the log is
/// damaged, and <see cref="ObjectDisposedException"/> once the driver is disposed.
/// </remarks>
public sealed class AppendLog<T>
{
    private readonly ILogStore _store;
    private readonly LogDefinition<T> _definition;
    private readonly PayloadCodec<T> _codec;

    internal AppendLog(ILogStore store, LogDefinition<T> definition, string? key)
    {
        _store = store;
        _definition = definition;
        Key = key;
        _codec = definition.Codec;
    }

    /// <summary>The log's persisted name.</summary>
    public string Name => _definition.Name;

    /// <summary>Which of the logs of that name it is; null for the one without a key.</summary>
    public string? Key { get; }

    /// <summary>Appends one entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="durability">What the acknowledgement means; null for the definition's setting, then the driver's.</param>
    /// <param name="cancellationToken">Counts until the entry joins a write; after that the append completes.</param>
    /// <returns>The entry's number, once it is durable.</returns>
    /// <exception cref="JsonException">The entry cannot be written as JSON.</exception>
    public ValueTask<AppendResult> AppendAsync(
        T entry, Durability? durability = null, CancellationToken cancellationToken = default)
    {
        return StoreAsync(Encode(entry), Terms(durability), null, Appended, cancellationToken);
    }

    /// <summary>Appends entries as one atomic, contiguous batch: after a crash all of it is there, or none.</summary>
    /// <param name="entries">The entries; where there are none, nothing is written.</param>
    /// <param name="durability">What the acknowledgement means; null for the definition's setting, then the driver's.</param>
    /// <param name="cancellationToken">Counts until the entries join a write; after that the append completes.</param>
    /// <returns>The entries' numbers, once they are durable; <c>(last + 1, last)</c> for no entries.</returns>
    /// <exception cref="JsonException">An entry cannot be written as JSON; nothing was appended.</exception>
    public ValueTask<AppendResult> AppendBatchAsync(
        IEnumerable<T> entries, Durability? durability = null, CancellationToken cancellationToken = default)
    {
        return StoreAsync(EncodeAll(entries), Terms(durability), null, Appended, cancellationToken);
    }

    /// <summary>Appends one entry on the caller's thread.</summary>
    /// <inheritdoc cref="AppendAsync"/>
    public AppendResult Append(T entry, Durability? durability = null) =>
        Appended(Store(Encode(entry), durability, null));

    /// <summary>Appends an atomic batch on the caller's thread.</summary>
    /// <inheritdoc cref="AppendBatchAsync"/>
    public AppendResult AppendBatch(IEnumerable<T> entries, Durability? durability = null) =>
        Appended(Store(EncodeAll(entries), durability, null));

    /// <summary>Appends an atomic batch if nobody else has appended since the caller looked.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="expectedLastSeq">The last number that the caller knows of; 0 for an untouched log.</param>
    /// <param name="durability">What the acknowledgement means; null for the definition's setting, then the driver's.</param>
    /// <param name="cancellationToken">Counts until the entries join a write; after that the append completes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expectedLastSeq"/> is negative.</exception>
    public ValueTask<TryAppendResult> TryAppendAsync(
        IEnumerable<T> entries, long expectedLastSeq, Durability? durability = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedLastSeq);
        return StoreAsync(EncodeAll(entries), Terms(durability, expectedLastSeq), null, Tried, cancellationToken);
    }

    /// <summary>Appends an atomic batch on the caller's thread if nobody else has appended since the caller looked.</summary>
    /// <inheritdoc cref="TryAppendAsync"/>
    public TryAppendResult TryAppend(IEnumerable<T> entries, long expectedLastSeq, Durability? durability = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedLastSeq);
        return Tried(Store(EncodeAll(entries), durability, expectedLastSeq));
    }

    /// <summary>
    /// Appends entries that keep their numbers and times, as one atomic batch: for copies of a log, made batch by batch,
    /// that can go on where they stopped, behind the copy's last number. The numbers rise one by one, and the first
    /// follows the log's last. A log that was never appended to may begin with any number, as one whose beginning was
    /// truncated: a subscriber that waits there gets <see cref="LogTruncatedException"/>. The log's retention waits for
    /// the next append.
    /// </summary>
    /// <remarks>
    /// A log that a repair has taken entries out of is copied with
    /// <see cref="ImportAsync(IEnumerable{LogEntry{T}}, long, Durability?, CancellationToken)"/>, and one whose count goes
    /// on behind its last entry with <see cref="ImportCountAsync"/>.
    /// </remarks>
    /// <param name="entries">
    /// The entries; where there are none, nothing is written. Times are kept in whole milliseconds, also where they fall:
    /// the next append is given the last one's time where the clock is behind it.
    /// </param>
    /// <param name="durability">What the acknowledgement means; null for the definition's setting, then the driver's.</param>
    /// <param name="cancellationToken">Counts until the entries join a write; after that the import completes.</param>
    /// <returns>The entries' numbers, once they are durable; <c>(last + 1, last)</c> for no entries.</returns>
    /// <exception cref="LogSequenceException">The numbers are not those that come next; nothing was written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The first number is below 1.</exception>
    /// <exception cref="JsonException">An entry cannot be written as JSON; nothing was written.</exception>
    public ValueTask<AppendResult> ImportAsync(
        IEnumerable<LogEntry<T>> entries, Durability? durability = null, CancellationToken cancellationToken = default)
    {
        PayloadBuffer buffer = EncodeAll(entries, null, out ImportStamps? stamps);
        return StoreAsync(buffer, Terms(durability), stamps, Appended, cancellationToken);
    }

    /// <summary>
    /// Appends entries that keep their numbers and times, and leave numbers out: those are lost, as where a repair gave
    /// them up. They are never given again, readers pass them by, and tell <see cref="LogReadOptions.OnSkipped"/> where it
    /// is set. Where the log keeps nothing before them, they count as truncated. All else is as without
    /// <paramref name="afterSeq"/>.
    /// </summary>
    /// <param name="entries">The entries, their numbers rising; where there are none, nothing is written.</param>
    /// <param name="afterSeq">
    /// The last number that the log has assigned, from 0, so that no entry of anybody else is taken for a lost one; in a log
    /// that was never appended to nobody asks. The first entry's number is above it.
    /// </param>
    /// <param name="durability">What the acknowledgement means; null for the definition's setting, then the driver's.</param>
    /// <param name="cancellationToken">Counts until the entries join a write; after that the import completes.</param>
    /// <returns>The first and the last entry's numbers, once they are durable; <c>(last + 1, last)</c> for no entries.</returns>
    /// <exception cref="LogSequenceException">
    /// The log has assigned another number last, or the numbers do not rise; nothing was written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="afterSeq"/> is negative.</exception>
    /// <exception cref="JsonException">An entry cannot be written as JSON; nothing was written.</exception>
    public ValueTask<AppendResult> ImportAsync(
        IEnumerable<LogEntry<T>> entries, long afterSeq, Durability? durability = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSeq);
        PayloadBuffer buffer = EncodeAll(entries, afterSeq, out ImportStamps? stamps);
        return StoreAsync(buffer, Terms(durability), stamps, Appended, cancellationToken);
    }

    /// <summary>
    /// Has the log's count go on to a number, durably, without an entry: what a copy of a log ends with whose last entries
    /// are gone. The numbers up to it are lost, as those that an import leaves out. A log that was never appended to is
    /// begun by it, as one whose entries were all truncated.
    /// </summary>
    /// <param name="afterSeq">
    /// The last number that the log has assigned, from 0, so that nobody's entry is passed over; in a log that was never
    /// appended to nobody asks.
    /// </param>
    /// <param name="lastSeq">The last number assigned from now on, above <paramref name="afterSeq"/>: the next append is given the one behind it.</param>
    /// <param name="lastTimestamp">The last time assigned from now on, kept in whole milliseconds.</param>
    /// <param name="cancellationToken">Counts until the count goes on.</param>
    /// <exception cref="LogCompletedException">The log was sealed.</exception>
    /// <exception cref="LogSequenceException">The log has assigned another number last; nothing was written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="afterSeq"/> is negative, or <paramref name="lastSeq"/> not above it.</exception>
    public ValueTask ImportCountAsync(
        long afterSeq, long lastSeq, DateTimeOffset lastTimestamp, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSeq);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lastSeq, afterSeq);
        return _store.ImportCountAsync(afterSeq, lastSeq, lastTimestamp.ToUnixTimeMilliseconds(), cancellationToken);
    }

    /// <summary>
    /// Reads entries, up to the last that is committed at the first <c>MoveNextAsync</c>, in constant memory.
    /// </summary>
    /// <param name="options">Which entries, and in which order; null for all, oldest first.</param>
    /// <param name="cancellationToken">Ends the reading between two entries.</param>
    /// <exception cref="LogTruncatedException">The entries after <c>SinceSeq</c> were removed.</exception>
    /// <exception cref="LogRewoundException"><c>SinceSeq</c> is above the last entry.</exception>
    /// <exception cref="LogDataException">An entry does not fit <typeparamref name="T"/>.</exception>
    public IAsyncEnumerable<LogEntry<T>> ReadAsync(
        LogReadOptions? options = null, CancellationToken cancellationToken = default) =>
        new LogEntries<T>(_definition, () => OpenReader(options), cancellationToken);

    /// <summary>Reads entries on the caller's thread.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public IEnumerable<LogEntry<T>> Read(LogReadOptions? options = null)
    {
        using LogCursor cursor = OpenReader(options);
        var decoder = new EntryDecoder<T>(_definition);
        while (cursor.MoveNext())
        {
            yield return decoder.Decode(in cursor.Current);
        }
    }

    /// <summary>
    /// Replays the entries after <paramref name="sinceSeq"/>, then follows what any process appends: no gap, no
    /// duplicate, in order. A slow reader costs no memory and delays nobody.
    /// </summary>
    /// <param name="sinceSeq">The last number already seen, 0 for all; null starts live at the first <c>MoveNextAsync</c>.</param>
    /// <param name="onSkipped">Asks to skip damage and gaps and to be told of them, instead of an exception.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    /// <exception cref="LogTruncatedException">Entries that were due were removed, before or while it follows.</exception>
    /// <exception cref="LogRewoundException">The cursor stands above the log's end, or past a cut.</exception>
    /// <exception cref="LogDataException">An entry does not fit <typeparamref name="T"/>.</exception>
    public IAsyncEnumerable<LogEntry<T>> SubscribeAsync(
        long? sinceSeq = null, Action<LogSkip>? onSkipped = null, CancellationToken cancellationToken = default) =>
        new LogEntries<T>(_definition, () => OpenFollower(sinceSeq, onSkipped), cancellationToken);

    /// <summary>
    /// The callback form of <see cref="SubscribeAsync"/>. Entries come one at a time, in order, on the thread pool;
    /// without <paramref name="sinceSeq"/> from the return of this call on. A listener may append, and may dispose
    /// its own subscription.
    /// </summary>
    /// <param name="onEntry">Called for each entry. What it throws goes to <paramref name="onError"/> and to nobody
    /// else; the subscription goes on with the next entry.</param>
    /// <param name="sinceSeq">The last number already seen, 0 for all; null starts live.</param>
    /// <param name="onError">Called with what a callback threw, with a <see cref="LogDataException"/> for an entry that
    /// does not fit (the subscription goes on in both cases), or with the failure that ended the subscription.</param>
    /// <param name="onCompleted">Called once after the last entry of a completed log, or when the driver is disposed.</param>
    /// <returns>Ends the subscription when disposed: no callback begins afterwards.</returns>
    public IDisposable Subscribe(
        Action<LogEntry<T>> onEntry, long? sinceSeq = null, Action<Exception>? onError = null, Action? onCompleted = null)
    {
        ArgumentNullException.ThrowIfNull(onEntry);
        LogCursor cursor = OpenFollower(sinceSeq, null);
        CallbackSubscription.StartOrDispose(cursor, cursor.Start);
        var decoder = new EntryDecoder<T>(_definition);
        return new CallbackSubscription(
            cursor, cursor.MoveNextAsync, () => onEntry(decoder.Decode(in cursor.Current)), onError, onCompleted);
    }

    /// <summary>
    /// Whether there is such a log: it was appended to or sealed, also where all entries were removed since. Exactly those
    /// are listed by <see cref="Project.ListLogsAsync"/> and <see cref="Project.ListLogKeysAsync(string, CancellationToken)"/>.
    /// </summary>
    /// <param name="cancellationToken">Counts until the storage is asked.</param>
    /// <exception cref="ProjectNotFoundException">The project does not exist.</exception>
    public ValueTask<bool> ExistsAsync(CancellationToken cancellationToken = default) =>
        _store.ExistsAsync(cancellationToken);

    /// <summary>The log's first and last numbers, count, size and times, now.</summary>
    public ValueTask<LogInfo> GetInfoAsync(CancellationToken cancellationToken = default) =>
        _store.GetInfoAsync(cancellationToken);

    /// <summary>
    /// Removes the entries up to and including <paramref name="seq"/>, atomically: of 1 to 5,
    /// <c>TruncateBeforeAsync(3)</c> keeps 4 and 5. The count goes on, also after everything was removed.
    /// </summary>
    /// <param name="seq">The last number to remove, from 0; one above the last removes all.</param>
    /// <param name="cancellationToken">Counts until the truncation takes effect.</param>
    public async ValueTask<TruncateResult> TruncateBeforeAsync(long seq, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seq);
        return new(await _store.TruncateBeforeAsync(seq, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Seals the log, durably and for every process: later appends, of nothing too, throw
    /// <see cref="LogCompletedException"/>, and subscribers finish after the last entry. A log that was never appended to
    /// can be sealed; one that is sealed stays so. Truncation goes on working; deletion takes the seal away with the log.
    /// </summary>
    /// <param name="cancellationToken">Counts until the log is being sealed.</param>
    public ValueTask CompleteAsync(CancellationToken cancellationToken = default) =>
        _store.CompleteAsync(cancellationToken);

    /// <summary>
    /// Reads all that is stored, in constant memory, and yields each fault with its place: none means that the log is
    /// sound. Takes no lock and changes nothing; appends go on meanwhile, and one that another process has half written
    /// may be told as an uncommitted tail. A quarantine beside the log, and numbers that a repair declared lost, are no
    /// faults. What a payload means is not checked: reading tells where one does not fit <typeparamref name="T"/>.
    /// </summary>
    /// <param name="progress">Told now and then how much was read, where set.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<LogFault> VerifyAsync(
        IProgress<LogProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _store.VerifyAsync(progress, cancellationToken);

    /// <summary>
    /// Takes what is damaged out of the log, so that it can be read and appended to again. What is taken out is kept
    /// byte for byte in the quarantine. Sound entries keep their numbers and their bytes; numbers whose entries are
    /// gone are declared lost in the log itself: they are never given again, readers pass them by, and tell
    /// <see cref="LogReadOptions.OnSkipped"/> where it is set. Atomic: after a crash the log is the old or the repaired
    /// one. A sound log is left as it is. What a process that died has left half written beside it is removed.
    /// </summary>
    /// <param name="options">How to repair; null for the defaults.</param>
    /// <param name="cancellationToken">Counts until the repaired log takes the place of the damaged one.</param>
    public ValueTask<LogRepairResult> RepairAsync(
        LogRepairOptions? options = null, CancellationToken cancellationToken = default) =>
        _store.RepairAsync(options ?? new LogRepairOptions(), cancellationToken);

    /// <summary>Removes the log with its count, its seal and its quarantine: the next append is given 1.</summary>
    /// <returns>Whether there was a log.</returns>
    public ValueTask<bool> DeleteAsync(CancellationToken cancellationToken = default) =>
        _store.DeleteAsync(cancellationToken);

    private AppendTerms Terms(Durability? durability, long? expectedLastSeq = null) =>
        new(expectedLastSeq, durability ?? _definition.Durability, _definition.Retention);

    private static TryAppendResult Tried(AppendOutcome outcome) => outcome.IsConflict
        ? new TryAppendResult.Conflict(outcome.LastSeq)
        : new TryAppendResult.Appended(outcome.FirstSeq, outcome.LastSeq);

    private LogCursor OpenReader(LogReadOptions? options) =>
        _store.OpenReader(options ?? new LogReadOptions());

    private LogCursor OpenFollower(long? sinceSeq, Action<LogSkip>? onSkipped) =>
        _store.OpenFollower(sinceSeq, onSkipped);

    private PayloadBuffer Encode(T entry)
    {
        PayloadBuffer buffer = _codec.Rent();
        _codec.Encode(buffer, entry);
        return buffer;
    }

    private PayloadBuffer EncodeAll(IEnumerable<T> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        PayloadBuffer buffer = _codec.Rent();
        if (entries is T[] array)
        {
            // Without an enumerator's two calls an entry.
            foreach (T entry in array)
            {
                _codec.Encode(buffer, entry);
            }

            return buffer;
        }

        foreach (T entry in entries)
        {
            _codec.Encode(buffer, entry);
        }

        return buffer;
    }

    /// <summary>Encodes entries that carry numbers and times.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="afterSeq">The number behind which they come, where they may leave numbers out; null where they may not.</param>
    /// <param name="stamps">What they carry; null where there are none.</param>
    private PayloadBuffer EncodeAll(IEnumerable<LogEntry<T>> entries, long? afterSeq, out ImportStamps? stamps)
    {
        ArgumentNullException.ThrowIfNull(entries);
        PayloadBuffer buffer = _codec.Rent();
        var seqs = new List<long>();
        var timestamps = new List<long>();
        long last = afterSeq ?? 0;
        foreach (LogEntry<T> entry in entries)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(entry.Seq, 1, nameof(entries));
            bool mayLeaveOut = afterSeq is not null || seqs.Count == 0;
            if (mayLeaveOut ? entry.Seq <= last : entry.Seq != last + 1)
            {
                throw new LogSequenceException(Name, last + 1, entry.Seq);
            }

            last = entry.Seq;
            seqs.Add(last);
            timestamps.Add(entry.Timestamp.ToUnixTimeMilliseconds());
            _codec.Encode(buffer, entry.Data);
        }

        stamps = seqs.Count == 0 ? null : new(afterSeq ?? (seqs[0] - 1), seqs.ToArray(), timestamps.ToArray());
        return buffer;
    }

    /// <summary>Stores what was encoded, and gives the buffer back.</summary>
    private async ValueTask<TResult> StoreAsync<TResult>(
        PayloadBuffer buffer,
        AppendTerms terms,
        ImportStamps? stamps,
        Func<AppendOutcome, TResult> project,
        CancellationToken cancellationToken)
    {
        using Activity? activity = LedgerlineActivity.Begin(stamps is null ? "append" : "import", Name, Key);
        try
        {
            AppendOutcome outcome = stamps is null
                ? await _store.AppendAsync(buffer.Batch, terms, cancellationToken).ConfigureAwait(false)
                : await _store.ImportAsync(buffer.Batch, stamps, terms.Durability, cancellationToken).ConfigureAwait(false);
            Measure(buffer, outcome, activity);
            return project(outcome);
        }
        catch (Exception e) when (activity.NoteFailure(e))
        {
            throw;
        }
        finally
        {
            _codec.Return(buffer);
        }
    }

    /// <summary>The same on the caller's thread.</summary>
    private AppendOutcome Store(PayloadBuffer buffer, Durability? durability, long? expectedLastSeq)
    {
        using Activity? activity = LedgerlineActivity.Begin("append", Name, Key);
        try
        {
            AppendOutcome outcome = _store.Append(buffer.Batch, Terms(durability, expectedLastSeq));
            Measure(buffer, outcome, activity);
            return outcome;
        }
        catch (Exception e) when (activity.NoteFailure(e))
        {
            throw;
        }
        finally
        {
            _codec.Return(buffer);
        }
    }

    private void Measure(PayloadBuffer buffer, AppendOutcome outcome, Activity? activity)
    {
        activity?.SetTag("ledgerline.seq.last", outcome.LastSeq);
        if (LedgerlineMeter.EntriesAppended.Enabled && !outcome.IsConflict)
        {
            var log = new KeyValuePair<string, object?>("ledgerline.log", Name);
            LedgerlineMeter.EntriesAppended.Add(buffer.Batch.Count, log);
            LedgerlineMeter.BytesAppended.Add(buffer.Batch.Bytes.Length, log);
        }
    }

    private static AppendResult Appended(AppendOutcome outcome) => new(outcome.FirstSeq, outcome.LastSeq);
}
