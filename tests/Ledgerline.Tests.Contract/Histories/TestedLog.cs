namespace Ledgerline.Tests.Contract.Histories;

/// <summary>A log as histories use it. Derived classes break it, to show that a check finds that.</summary>
public class TestedLog(AppendLog<JsonPayload> log)
{
    protected AppendLog<JsonPayload> Log { get; } = log;

    public virtual async Task<AppendResult> AppendAsync(IReadOnlyList<string> payloads, bool isSynchronous) =>
        isSynchronous
            ? Log.AppendBatch(payloads.Select(JsonPayload.Parse), Durability.Buffered)
            : await Log.AppendBatchAsync(payloads.Select(JsonPayload.Parse), Durability.Buffered);

    public virtual async Task<TryAppendResult> TryAppendAsync(IReadOnlyList<string> payloads, long expectedLastSeq) =>
        await Log.TryAppendAsync(payloads.Select(JsonPayload.Parse), expectedLastSeq, Durability.Buffered);

    public virtual async Task<AppendResult> ImportAsync(IEnumerable<LogEntry<JsonPayload>> entries) =>
        await Log.ImportAsync(entries, Durability.Buffered);

    public virtual async Task<AppendResult> ImportAsync(IEnumerable<LogEntry<JsonPayload>> entries, long afterSeq) =>
        await Log.ImportAsync(entries, afterSeq, Durability.Buffered);

    public virtual async Task ImportCountAsync(long afterSeq, long lastSeq, DateTimeOffset lastTimestamp) =>
        await Log.ImportCountAsync(afterSeq, lastSeq, lastTimestamp);

    public virtual async Task<List<LogEntry<JsonPayload>>> ReadAsync(LogReadOptions options, bool isSynchronous) =>
        isSynchronous ? [.. Log.Read(options)] : await Log.ReadAsync(options).ToListAsync();

    public virtual async Task<TruncateResult> TruncateBeforeAsync(long seq) => await Log.TruncateBeforeAsync(seq);

    public virtual async Task<LogInfo> GetInfoAsync() => await Log.GetInfoAsync();

    public virtual async Task CompleteAsync() => await Log.CompleteAsync();

    public virtual async Task<bool> DeleteAsync() => await Log.DeleteAsync();
}
