namespace Ledgerline.Tests.Contract.Histories.Defects;

/// <summary>Appends a batch entry by entry, which only others can see.</summary>
internal sealed class BatchInParts(AppendLog<JsonPayload> log) : TestedLog(log)
{
    public override async Task<AppendResult> AppendAsync(IReadOnlyList<string> payloads, bool isSynchronous)
    {
        AppendResult whole = await base.AppendAsync([.. payloads.Take(1)], isSynchronous);
        foreach (string payload in payloads.Skip(1))
        {
            whole = whole with { LastSeq = (await base.AppendAsync([payload], isSynchronous)).LastSeq };
            await Task.Yield();
        }

        return whole;
    }
}
