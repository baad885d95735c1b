namespace Ledgerline.Drivers;

/// <summary>One log as bytes: what a driver gives and <see cref="AppendLog{T}"/> types. Safe to call from any thread.</summary>
public interface ILogStore
{
    /// <summary>
    /// Appends all payloads as one atomic batch, with contiguous numbers. An empty batch writes nothing and is given
    /// <c>(last + 1, last)</c>. The batch's memory is not touched after the call has completed.
    /// </summary>
    /// <param name="payloads">The payloads.</param>
    /// <param name="terms">On which terms.</param>
    /// <param name="cancellationToken">Counts until the entries join a write.</param>
    /// <exception cref="LogCompletedException">The log was sealed; also for an empty batch.</exception>
    ValueTask<AppendOutcome> AppendAsync(PayloadBatch payloads, AppendTerms terms, CancellationToken cancellationToken);

    /// <summary>The same, on the caller's thread.</summary>
    AppendOutcome Append(PayloadBatch payloads, AppendTerms terms);

    /// <summary>
    /// Appends, as one atomic batch, entries that keep the numbers and times that they carry. Retention is not applied.
    /// </summary>
    /// <param name="payloads">The payloads, at least one.</param>
    /// <param name="stamps">Their numbers, which follow the log's count or begin an untouched log, and their times.</param>
    /// <param name="durability">What the acknowledgement means; null for the driver's setting.</param>
    /// <param name="cancellationToken">Counts until the entries join a write.</param>
    /// <exception cref="LogCompletedException">The log was sealed.</exception>
    /// <exception cref="LogSequenceException">The log goes on with another number; nothing was written.</exception>
    ValueTask<AppendOutcome> ImportAsync(
        PayloadBatch payloads, ImportStamps stamps, Durability? durability, CancellationToken cancellationToken);

    /// <summary>
    /// Has the log's count go on to a number, durably, without an entry: the numbers up to it are lost as those that an
    /// import leaves out. Begins an untouched log, as one whose entries were all truncated. What is kept stays.
    /// </summary>
    /// <param name="afterSeq">The number that the count must have come to; nobody asks in a log whose count never began.</param>
    /// <param name="lastSeq">The last number assigned from now on, above <paramref name="afterSeq"/>.</param>
    /// <param name="lastTimestampMs">The last time assigned from now on, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="cancellationToken">Counts until the count goes on.</param>
    /// <exception cref="LogCompletedException">The log was sealed.</exception>
    /// <exception cref="LogSequenceException">The log goes on with another number; nothing was written.</exception>
    ValueTask ImportCountAsync(long afterSeq, long lastSeq, long lastTimestampMs, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a cursor over the entries that are committed now, or, where the driver asks a server, at its first move.
    /// Cursor rules: <see cref="LogReadOptions"/>.
    /// </summary>
    LogCursor OpenReader(LogReadOptions options);

    /// <summary>
    /// Opens a cursor that replays the entries after <paramref name="sinceSeq"/> (null: none) and then follows what
    /// is appended after this call, by any process; or, where the driver asks a server, after
    /// <see cref="LogCursor.Start"/> or the first move.
    /// </summary>
    /// <param name="sinceSeq">The last number already seen, or null to start live.</param>
    /// <param name="onSkipped">As <see cref="LogReadOptions.OnSkipped"/>.</param>
    LogCursor OpenFollower(long? sinceSeq, Action<LogSkip>? onSkipped);

    /// <summary>Whether there is a log: anything was appended or it was sealed, also where everything was removed since.</summary>
    ValueTask<bool> ExistsAsync(CancellationToken cancellationToken);

    /// <summary>The log's state now.</summary>
    ValueTask<LogInfo> GetInfoAsync(CancellationToken cancellationToken);

    /// <summary>Removes the entries up to and including a number, atomically; the count goes on.</summary>
    /// <returns>How many entries were removed.</returns>
    ValueTask<long> TruncateBeforeAsync(long seq, CancellationToken cancellationToken);

    /// <summary>Seals the log, durably, also one that was never appended to. Does nothing where it is sealed.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken);

    /// <summary>Reads all that is stored and yields each fault, in constant memory, without changing anything.</summary>
    /// <param name="progress">Told how far the reading has come, where set.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<LogFault> VerifyAsync(IProgress<LogProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Sets aside what is damaged, atomically, so that the rest can be read and appended to.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Counts until the repaired log takes the place of the damaged one.</param>
    ValueTask<LogRepairResult> RepairAsync(LogRepairOptions options, CancellationToken cancellationToken);

    /// <summary>Removes the log and its count: the next append is given 1.</summary>
    /// <returns>Whether there was a log.</returns>
    ValueTask<bool> DeleteAsync(CancellationToken cancellationToken);
}
