namespace Ledgerline.Drivers;

/// <summary>When a log holds more than its policy keeps: the same in every driver.</summary>
public static class RetentionRule
{
    /// <summary>Whether there are so many entries that the oldest beyond the limit are to go.</summary>
    public static bool HasTooMany(this LogRetention retention, long count)
    {
        ArgumentNullException.ThrowIfNull(retention);
        return retention.MaxEntries is { } limit && IsAboveQuarter(count, limit);
    }

    /// <summary>Whether the entries occupy so many bytes that the oldest beyond the limit are to go.</summary>
    public static bool IsTooLarge(this LogRetention retention, long sizeInBytes)
    {
        ArgumentNullException.ThrowIfNull(retention);
        return retention.MaxBytes is { } limit && IsAboveQuarter(sizeInBytes, limit);
    }

    /// <summary>Whether the oldest entry is so old that all beyond the limit are to go.</summary>
    /// <param name="retention">The policy.</param>
    /// <param name="firstTimestampMs">The oldest entry's time, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="nowMs">The time now, in the same.</param>
    public static bool IsTooOld(this LogRetention retention, long firstTimestampMs, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(retention);
        return retention.MaxAge is not null && IsAboveQuarter(nowMs - firstTimestampMs, MaxAgeMs(retention));
    }

    /// <summary>The time of the oldest entry that stays, in milliseconds since 1970-01-01 UTC.</summary>
    /// <param name="retention">A policy that has a limit of age.</param>
    /// <param name="nowMs">The time now, in the same.</param>
    public static long OldestKept(this LogRetention retention, long nowMs) => nowMs - MaxAgeMs(retention);

    private static long MaxAgeMs(LogRetention retention) => Math.Max(1, (long)retention.MaxAge!.Value.TotalMilliseconds);

    private static bool IsAboveQuarter(long value, long limit) => value - limit > limit / 4;
}
