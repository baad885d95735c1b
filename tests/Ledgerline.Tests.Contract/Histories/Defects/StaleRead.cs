namespace Ledgerline.Tests.Contract.Histories.Defects;

/// <summary>Reads only up to the last entry that an earlier read of the same caller could see.</summary>
internal sealed class StaleRead(AppendLog<JsonPayload> log) : TestedLog(log)
{
    private long _seen = long.MaxValue;

    public override async Task<List<LogEntry<JsonPayload>>> ReadAsync(LogReadOptions options, bool isSynchronous)
    {
        List<LogEntry<JsonPayload>> read = [.. (await base.ReadAsync(options, isSynchronous)).Where(e => e.Seq <= _seen)];
        _seen = (await GetInfoAsync()).LastSeq;
        return read;
    }
}
