namespace Ledgerline.Tests.Contract.Histories.Defects;

/// <summary>Looks where the log is, then appends: two steps, which is right as long as nobody comes between.</summary>
internal sealed class ExpectationCheckedBefore(AppendLog<JsonPayload> log) : TestedLog(log)
{
    public override async Task<TryAppendResult> TryAppendAsync(IReadOnlyList<string> payloads, long expectedLastSeq)
    {
        LogInfo info = await GetInfoAsync();
        if (info.LastSeq != expectedLastSeq && !info.IsCompleted)
        {
            return new TryAppendResult.Conflict(info.LastSeq);
        }

        await Task.Yield();
        AppendResult appended = await AppendAsync(payloads, isSynchronous: true);
        return new TryAppendResult.Appended(appended.FirstSeq, appended.LastSeq);
    }
}
