namespace Ledgerline.Drivers;

/// <summary>What a driver whose appends share writes tells the meter <c>Ledgerline</c>. Costs a comparison where nobody listens. Safe to use from any thread.</summary>
public static class LogGroups
{
    /// <summary>Measures a group that was written.</summary>
    /// <param name="appends">How many appends shared it, from 1.</param>
    /// <param name="flush">How long it took until it was on stable storage; null where nobody asked for that.</param>
    public static void Written(int appends, TimeSpan? flush)
    {
        LedgerlineMeter.GroupSize.Record(appends);
        if (flush is { } duration)
        {
            LedgerlineMeter.FlushDuration.Record(duration.TotalSeconds);
        }
    }

    /// <summary>Counts a group that was to be on stable storage and failed, with every append that waited for it.</summary>
    public static void FlushFailed() => LedgerlineMeter.FlushFailures.Add(1);
}
