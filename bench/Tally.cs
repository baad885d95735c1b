namespace Ledgerline.Bench;

/// <summary>What a log holds, as far as it tells whether the work was done.</summary>
/// <param name="Count">How many entries.</param>
/// <param name="Sum">The sum of their <see cref="Tweak.N"/>.</param>
internal readonly record struct Tally(long Count, long Sum)
{
    /// <summary>Of the entries numbered from 1.</summary>
    public static Tally UpTo(long count) => new(count, count * (count + 1) / 2);

    public Tally With(long n) => new(Count + 1, Sum + n);
}
