using Ledgerline;

namespace LiveLog.Logs;

/// <summary>What the page knows of a log before it reads it. Times are in ms since 1970; <c>Fault</c> says why there are no numbers.</summary>
internal sealed record LogDescription(
    string Project,
    string Log,
    string? Key,
    long FirstSeq,
    long LastSeq,
    long Count,
    long SizeInBytes,
    long? FirstTime,
    long? LastTime,
    bool IsCompleted,
    string? Fault)
{
    public static async Task<LogDescription> OfAsync(string project, AppendLog<JsonPayload> log, CancellationToken cancellationToken)
    {
        try
        {
            LogInfo info = await log.GetInfoAsync(cancellationToken);
            return new(
                project,
                log.Name,
                log.Key,
                info.FirstSeq,
                info.LastSeq,
                info.Count,
                info.SizeInBytes,
                info.FirstTimestamp?.ToUnixTimeMilliseconds(),
                info.LastTimestamp?.ToUnixTimeMilliseconds(),
                info.IsCompleted,
                Fault: null);
        }
        catch (LedgerlineException e)
        {
            return new(project, log.Name, log.Key, 0, 0, 0, 0, null, null, false, e.Message);
        }
    }
}
