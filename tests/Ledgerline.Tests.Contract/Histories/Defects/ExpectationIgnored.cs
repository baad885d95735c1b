namespace Ledgerline.Tests.Contract.Histories.Defects;

/// <summary>Appends although the log has moved on.</summary>
internal sealed class ExpectationIgnored(AppendLog<JsonPayload> log) : TestedLog(log)
{
    public override async Task<TryAppendResult> TryAppendAsync(IReadOnlyList<string> payloads, long expectedLastSeq) =>
        await base.TryAppendAsync(payloads, (await GetInfoAsync()).LastSeq);
}
