namespace Ledgerline;

/// <summary>
/// How much a log keeps. A writer that has the policy removes the oldest entries beyond it when it appends, a quarter
/// of the limit at a time, so that a limit of N keeps between N and 1.25 N at a small cost for each append. Where
/// several limits are set each of them counts; without any, everything is kept.
/// </summary>
/// <remarks>
/// An append is acknowledged before what is too much is removed, and never fails because of it: a removal that fails
/// is tried again at the next append. The last entry is never removed, whatever its size. Readers are told of what
/// they missed as after any truncation, by <see cref="LogTruncatedException"/>.
/// </remarks>
public sealed record LogRetention
{
    /// <summary>How many entries to keep, above zero; null for any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or below.</exception>
    public long? MaxEntries
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>
    /// How many bytes to keep, above zero, as <see cref="LogInfo.SizeInBytes"/> counts them; null for any number. For
    /// entries that are small against it; the last entry stays even where it alone is larger.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or below.</exception>
    public long? MaxBytes
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>
    /// How old entries may become, above zero, counted in milliseconds; null for any age. Entries older than that go
    /// once the oldest is older than 1.25 times that.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or below.</exception>
    public TimeSpan? MaxAge
    {
        get;
        init
        {
            if (value is { } age)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(age, TimeSpan.Zero);
            }

            field = value;
        }
    }

    private static long? Checked(long? limit)
    {
        if (limit is { } value)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, nameof(limit));
        }

        return limit;
    }
}
