namespace Ledgerline.Postgres;

/// <summary>Numbers without an entry, which a repair gave up: passed by, and told to who asks.</summary>
internal static class LostEntries
{
    public static void Tell(Action<LogSkip>? onSkipped, LogPlace log, long first, long last) =>
        onSkipped?.Invoke(new LogSkip(
            log.ToString(), null, null, 0, first - 1, $"the entries {first} to {last} were lost, and a repair set aside what was left of them"));
}
