using System.Diagnostics;
using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Peers;

namespace Ledgerline.Bench.Rows;

/// <summary>Making a log smaller.</summary>
internal static class UpkeepRows
{
    /// <summary>How long the system may go on freeing the replaced log, which must not fall into the peer's time.</summary>
    private static readonly TimeSpan SpaceComesFree = TimeSpan.FromMilliseconds(400);

    public static IEnumerable<Row> All(Scale scale, Corpus corpus)
    {
        int half = scale.LargeLog / 2;
        return
        [
            new Row(
                "log-truncate",
                "keep the last half",
                Quantity.Latency,
                scale.LongRounds,
                new Contender("Ledgerline", async directory =>
                {
                    Ledger log = await LedgerCopy.OpenAsync(await corpus.LedgerAsync(scale.LargeLog), directory);
                    return new Work(
                        async () =>
                        {
                            long start = Stopwatch.GetTimestamp();
                            TruncateResult result = await log.Log.TruncateBeforeAsync(half);
                            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                            Expect.Equal(half, result.Removed);
                            return seconds;
                        },
                        async () =>
                        {
                            Expect.Equal(half + 1, (await log.Log.GetInfoAsync()).FirstSeq);
                            await Task.Delay(SpaceComesFree);
                        },
                        log.DisposeAsync);
                }) { StartsAfresh = true },
                [
                    new(
                        new Contender("copying and flushing the kept bytes", async directory =>
                        {
                            string source = Ledger.FileIn(await corpus.LedgerAsync(scale.LargeLog));
                            string target = Path.Combine(directory, "kept");
                            long kept = new FileInfo(source).Length / 2;
                            return new Work(
                                () => Timing.Each(1, () => FileCopy.CopyEnd(source, target, new FileInfo(source).Length - kept)),
                                () =>
                                {
                                    Expect.Equal(kept, new FileInfo(target).Length);
                                    return Task.CompletedTask;
                                },
                                () => default);
                        }) { StartsAfresh = true },
                        Goal.AtMost(1.3)),
                ]) { WarmsUp = false },
        ];
    }
}
