using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Rows;

/// <summary>Whether an operation costs more on a log of a hundred times as many entries.</summary>
internal static class GrowthRows
{
    public static IEnumerable<Row> All(Scale scale, Corpus corpus)
    {
        return
        [
            Compare("open", count => SmallReadRows.OpenToLastSeq(Name(count), scale.SmallReads, count, corpus)),
            Compare("last 10", count => Reading(count, log => SmallReads.LastAsync(log, scale.SmallReads, count))),
            Compare("middle 10", count => Reading(count, log => SmallReads.MiddleAsync(log, SmallReads.Places(scale.SmallReads, count)))),
            Compare("append 1", count => Appending(count, scale.SlowAppends, corpus)),
        ];

        Row Compare(string operation, Func<int, Contender> contender) => new(
            "log-growth",
            operation,
            Quantity.Latency,
            scale.LongRounds,
            contender(scale.LargeLog),
            [new(contender(scale.SmallLog), Goal.AtMost(1.5))]);

        Contender Reading(int count, Func<Ledger, Task<double>> read) =>
            Contender.Of(Name(count), async _ => Ledger.Open(await corpus.LedgerAsync(count)), read);
    }

    private static Contender Appending(int count, int appends, Corpus corpus) => new(Name(count), async directory =>
    {
        // A copy, because it grows.
        Ledger log = await LedgerCopy.OpenAsync(await corpus.LedgerAsync(count), directory);
        int length = count;
        return new Work(
            () => Timing.EachAsync(appends, async () =>
            {
                for (int i = 0; i < appends; i++)
                {
                    await log.Log.AppendAsync(Tweak.Number(++length));
                }
            }),
            async () => Expect.Equal(length, (await log.Log.GetInfoAsync()).LastSeq),
            log.DisposeAsync);
    });

    private static string Name(int count) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count:N0} entries");
}
