using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Rows;

/// <summary>Reads of ten entries, each timed alone.</summary>
internal static class SmallReads
{
    public const int Limit = 10;

    private static readonly LogReadOptions Newest = new() { Reverse = true, Limit = Limit };

    /// <summary>The median of reading the last ten of a log.</summary>
    public static Task<double> LastAsync(Ledger log, int samples, long lastSeq) =>
        LastAsync(samples, lastSeq, () => log.TallyAsync(Newest));

    /// <summary>The same, of payloads as they are.</summary>
    public static Task<double> LastPayloadsAsync(Ledger log, int samples, long lastSeq) =>
        LastAsync(samples, lastSeq, () => log.TallyNumbersAsync(Newest));

    /// <inheritdoc cref="LastAsync(Ledger, int, long)"/>
    public static Task<double> LastAsync(int samples, long lastSeq, Func<Task<Tally>> read) =>
        Timing.MedianAsync(samples, async _ => Expect.Equal(After(lastSeq - Limit), await read()));

    /// <summary>The median of reading ten from random places, the same ones in each round.</summary>
    public static Task<double> MiddleAsync(Ledger log, long[] places) =>
        MiddleAsync(places, seq => log.TallyAsync(new LogReadOptions { SinceSeq = seq, Limit = Limit }));

    /// <summary>The same, of payloads as they are.</summary>
    public static Task<double> MiddlePayloadsAsync(Ledger log, long[] places) =>
        MiddleAsync(places, seq => log.TallyNumbersAsync(new LogReadOptions { SinceSeq = seq, Limit = Limit }));

    /// <inheritdoc cref="MiddleAsync(Ledger, long[])"/>
    public static Task<double> MiddleAsync(long[] places, Func<long, Task<Tally>> read) =>
        Timing.MedianAsync(places.Length, async i => Expect.Equal(After(places[i]), await read(places[i])));

    /// <summary>Random numbers to read ten entries after, none of them among the excluded.</summary>
    public static long[] Places(int samples, int count, Func<long, bool>? isExcluded = null)
    {
        var random = new Random(42);
        long[] places = new long[samples];
        for (int i = 0; i < samples;)
        {
            long seq = random.NextInt64(1, count - Limit);
            if (isExcluded is null || !Enumerable.Range(1, Limit).Any(n => isExcluded(seq + n)))
            {
                places[i++] = seq;
            }
        }

        return places;
    }

    /// <summary>What the ten entries after a number come to.</summary>
    private static Tally After(long seq) => new(Limit, (Limit * seq) + (Limit * (Limit + 1) / 2));
}
