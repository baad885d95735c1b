using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Peers;
using Ledgerline.Bench.Watching;

namespace Ledgerline.Bench.Rows;

/// <summary>From an append to the subscriber.</summary>
internal static class WatchRows
{
    public static IEnumerable<Row> All(Scale scale)
    {
        Func<IWatch, Task<double>> median = watch => watch.MedianAsync(scale.WatchedAppends);
        return
        [
            new Row(
                "log-watch-inprocess",
                "p50",
                Quantity.Latency,
                scale.Rounds,
                Contender.Of<IWatch>("Ledgerline", async directory => await LedgerWatch.InProcessAsync(directory), median),
                [new(Contender.Of<IWatch>("unbounded Channel", _ => Task.FromResult<IWatch>(new ChannelWatch()), median), Goal.AtMost(1.3))]),
            new Row(
                "log-watch-inprocess",
                "append beside a blocked subscriber",
                Quantity.Rate,
                scale.Rounds,
                Appending("Ledgerline", scale, isWatched: true),
                [new(Appending("the same without one", scale, isWatched: false))]),
            new Row(
                "log-watch-crossprocess",
                "p50",
                Quantity.Latency,
                scale.Rounds,
                Contender.Of<IWatch>("Ledgerline", async directory => await LedgerWatch.AcrossProcessesAsync(directory), median),
                [new(Contender.Of<IWatch>("raw inotify and pread", async directory => await InotifyWatch.StartAsync(directory), median), Goal.AtMost(2.5))]),
        ];
    }

    private static Contender Appending(string name, Scale scale, bool isWatched) => new(name, async directory =>
    {
        Ledger log = await Ledger.CreateAsync(directory, Durability.Buffered);
        Tweak[] tweaks = Tweak.UpTo(scale.SlowAppends);
        var release = new ManualResetEventSlim();
        IDisposable? subscription = isWatched ? log.Log.Subscribe(_ => release.Wait(), sinceSeq: 0) : null;
        return new Work(
            () => Timing.EachAsync(tweaks.Length, () => log.AppendEachAsync(tweaks)),
            async () => Expect.Equal(0, (await log.Log.GetInfoAsync()).LastSeq % tweaks.Length),
            async () =>
            {
                release.Set();
                subscription?.Dispose();
                await log.DisposeAsync();
                release.Dispose();
            });
    });
}
