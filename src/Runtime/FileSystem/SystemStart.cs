namespace Ledgerline.FileSystem;

/// <summary>
/// When the machine was started. Whoever appended to a log since then has mended what a loss of power left of it.
/// </summary>
internal static class SystemStart
{
    /// <summary>For clocks that are set a little while they run.</summary>
    private const long Margin = 10_000_000_000;

    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>
    /// Whether the machine was started before a time, as far as its clock can tell: a hint. Where it slept or its clock
    /// was set forward, it seems to have been started later than it was.
    /// </summary>
    /// <param name="timeNs">The time, in nanoseconds since 1970-01-01 UTC.</param>
    public static bool IsBefore(long timeNs)
    {
        long now = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        long start = now - (Environment.TickCount64 * NanosecondsPerMillisecond);
        return timeNs > start + Margin && timeNs < now + Margin;
    }
}
