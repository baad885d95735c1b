using Ledgerline.Bench.Children;
using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Peers;

namespace Ledgerline.Bench.Rows;

/// <summary>Entries that are appended one by one.</summary>
internal static class SingleAppendRows
{
    /// <summary>How long a process may wait for the lock while another one appends without pause.</summary>
    private const double LongestWait = 5e-3;

    public static IEnumerable<Row> All(Scale scale) => [Buffered(scale), Waiting(scale), Flushed(scale), FlushedTogether(scale)];

    private static Row Buffered(Scale scale)
    {
        var tweaks = new Lazy<Tweak[]>(() => Tweak.UpTo(scale.Appends));
        var few = new Lazy<Tweak[]>(() => Tweak.UpTo(scale.SlowAppends));
        var lines = new Lazy<byte[][]>(() => RawFile.ReadyMadeLines(tweaks.Value));
        return new Row(
            "log-append-1-buffered",
            null,
            Quantity.Rate,
            scale.Rounds,
            Ours(Durability.Buffered, scale.Appends, log => log.AppendEachAsync(tweaks.Value)),
            [
                new(Raw("limit: one pwrite a ready line", scale.Appends, lines, flush: false), Goal.AtLeast(0.55)),
                new(
                    Contender.Of(
                        "File.AppendAllTextAsync + JsonSerializer",
                        directory => Task.FromResult(new TextFile(directory)),
                        file => Timing.EachAsync(scale.SlowAppends, () => file.AppendEachAsync(few.Value)),
                        file => Holds(scale.SlowAppends, file.Tally())) with { StartsAfresh = true },
                    Goal.AtLeast(12)),
            ]);
    }

    private static Row Waiting(Scale scale) => new(
        "log-append-1-buffered",
        "beside a busy process, p99",
        Quantity.Latency,
        scale.LongRounds,
        Contender.Of("Ledgerline", BusyNeighbour.StartAsync, neighbour => neighbour.WaitAsync(scale.WatchedAppends)),
        [new(Contender.Allowance("allowed", LongestWait), Goal.AtMost(1))]);

    private static Row Flushed(Scale scale)
    {
        Tweak[] tweaks = Tweak.UpTo(scale.FlushedAppends);
        var lines = new Lazy<byte[][]>(() => RawFile.ReadyMadeLines(tweaks));
        return new Row(
            "log-append-1-flushed",
            null,
            Quantity.Rate,
            scale.FlushedRounds,
            Ours(Durability.Flushed, tweaks.Length, log => log.AppendEachAsync(tweaks)),
            [
                new(Raw("limit: pwrite + fdatasync", tweaks.Length, lines, flush: true), Goal.AtLeast(0.95)),
                new(
                    Contender.Of(
                        "SQLite WAL, synchronous=FULL",
                        directory => Task.FromResult(SqliteLog.Create(directory)),
                        log => Timing.Each(tweaks.Length, () => log.AppendEach(tweaks)),
                        log => Holds(tweaks.Length, log.Tally())) with { StartsAfresh = true },
                    Goal.AtLeast(1)),
            ]);
    }

    private static Row FlushedTogether(Scale scale)
    {
        Tweak[] tweaks = Tweak.UpTo(Scale.Appenders * scale.FlushedAppendsEach);
        Tweak[][] shares = [.. tweaks.Chunk(scale.FlushedAppendsEach)];
        var groups = new Lazy<byte[][]>(() => RawFile.Join(RawFile.ReadyMadeLines(tweaks), Scale.Appenders));
        return new Row(
            "log-append-64-flushed",
            null,
            Quantity.Rate,
            scale.FlushedRounds,
            Ours(Durability.Flushed, tweaks.Length, log => log.AppendConcurrentlyAsync(shares)),
            [
                new(Raw("limit: 64 ready lines + fdatasync", tweaks.Length, groups, flush: true), Goal.AtLeast(0.65)),
                new(
                    Contender.Of(
                        "FasterLog",
                        directory =>
                        {
                            var log = new FasterEntries(directory);
                            log.StartCommitting();
                            return Task.FromResult(log);
                        },
                        log => Timing.EachAsync(tweaks.Length, () => log.AppendConcurrentlyAsync(shares)),
                        async log => await Holds(tweaks.Length, await log.TallyAsync())) with { StartsAfresh = true },
                    Goal.AtLeast(3)),
                new(
                    Contender.Of(
                        "SQLite FULL behind a grouping channel",
                        directory => Task.FromResult(new SqliteGroups(directory)),
                        log => Timing.EachAsync(tweaks.Length, () => log.AppendConcurrentlyAsync(shares)),
                        log => Holds(tweaks.Length, log.Tally())) with { StartsAfresh = true },
                    Goal.AtLeast(1.7)),
            ]);
    }

    private static Contender Ours(Durability durability, int count, Func<Ledger, Task> append) => Contender.Of(
        "Ledgerline",
        directory => Ledger.CreateAsync(directory, durability),
        log => Timing.EachAsync(count, () => append(log)),
        async log => await Holds(count, await log.TallyAsync())) with { StartsAfresh = true };

    private static Contender Raw(string name, int operations, Lazy<byte[][]> pieces, bool flush) => Contender.Of(
        name,
        directory =>
        {
            _ = pieces.Value;
            return Task.FromResult(new RawFile(directory));
        },
        file => Timing.Each(operations, () => file.Append(pieces.Value, flush)),
        file => file.ExpectLengthOf(pieces.Value)) with { StartsAfresh = true, Kind = ContenderKind.Limit };

    private static Task Holds(int count, Tally tally)
    {
        Expect.Equal(Tally.UpTo(count), tally);
        return Task.CompletedTask;
    }
}
