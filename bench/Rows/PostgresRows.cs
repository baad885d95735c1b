using System.Globalization;
using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Peers;
using Ledgerline.Bench.Postgres;
using Ledgerline.Bench.Watching;

namespace Ledgerline.Bench.Rows;

/// <summary>The driver for PostgreSQL beside what one writes by hand on the same server.</summary>
internal static class PostgresRows
{
    public static IEnumerable<Row> All(Scale scale)
    {
        IEnumerable<Row> rows =
        [
            AppendOne(scale),
            AppendTogether(scale),
            ReadAll(scale),
            Watch(scale),
            Growth("append", scale, logs => logs.AppendAsync(scale.SmallReads)),
            Growth("read since", scale, logs => logs.ReadSinceAsync(scale.SmallReads)),
        ];
        return rows.Select(row => row with { Obstacle = BenchServer.Obstacle });
    }

    private static Row AppendOne(Scale scale)
    {
        Tweak[] tweaks = Tweak.UpTo(scale.FlushedAppends);
        return new Row(
            "pg-append-1",
            null,
            Quantity.Rate,
            scale.FlushedRounds,
            Ours(tweaks.Length, log => log.AppendEachAsync(tweaks)),
            [new(OneByOne(tweaks), Goal.AtLeast(0.85))]);
    }

    private static Row AppendTogether(Scale scale)
    {
        Tweak[] tweaks = Tweak.UpTo(Scale.Appenders * scale.FlushedAppendsEach);
        Tweak[][] shares = [.. tweaks.Chunk(scale.FlushedAppendsEach)];
        Tweak[][] groups = [.. tweaks.Chunk(Scale.Appenders)];
        return new Row(
            "pg-append-64",
            null,
            Quantity.Rate,
            scale.FlushedRounds,
            Ours(tweaks.Length, log => log.AppendConcurrentlyAsync(shares)),
            [
                new(OneByOne(Tweak.UpTo(scale.FlushedAppends)), Goal.AtLeast(4)),
                new(Bare("64 rows a statement", tweaks.Length, table => table.AppendGroupsAsync(groups)), Goal.AtLeast(0.8)),
            ]);
    }

    private static Row ReadAll(Scale scale)
    {
        Tally entries = Tally.UpTo(scale.Entries);

        // Both read the same rows; whoever is first fills the log, whoever is last removes it.
        Task<PostgresLedger>? filling = null;
        int users = 0;
        Task<PostgresLedger> Filled()
        {
            users++;
            return filling ??= FillAsync(scale.Entries);
        }

        async Task LeaveAsync()
        {
            if (--users == 0)
            {
                await (await filling!).DisposeAsync();
                filling = null;
            }
        }

        return new Row(
            "pg-read-all",
            null,
            Quantity.Rate,
            scale.LongRounds,
            new Contender("Ledgerline", async _ =>
            {
                PostgresLedger log = await Filled();
                return new Work(() => Timing.ReadAsync(entries, () => log.TallyAsync()), () => Task.CompletedTask, async () => await LeaveAsync());
            }),
            [
                new(
                    new Contender("binary COPY, System.Text.Json", async _ =>
                    {
                        BinaryCopy copy = await BinaryCopy.OpenAsync((await Filled()).Schema);
                        return new Work(
                            () => Timing.ReadAsync(entries, copy.TallyAsync),
                            () => Task.CompletedTask,
                            async () =>
                            {
                                await copy.DisposeAsync();
                                await LeaveAsync();
                            });
                    }),
                    Goal.AtLeast(0.7)),
            ]);
    }

    private static Row Watch(Scale scale)
    {
        Func<IWatch, Task<double>> median = watch => watch.MedianAsync(scale.WatchedAppends);
        return new Row(
            "pg-watch",
            "p50",
            Quantity.Latency,
            scale.Rounds,
            Contender.Of<IWatch>("Ledgerline", async _ => await PostgresWatch.StartAsync(), median),
            [new(Contender.Of<IWatch>("bare LISTEN/NOTIFY", async _ => await NotifyWatch.StartAsync(), median), Goal.AtMost(2))]);
    }

    private static Row Growth(string operation, Scale scale, Func<ManyPostgresLogs, Task<double>> work)
    {
        return new Row(
            "pg-growth", operation, Quantity.Latency, scale.LongRounds, Among(scale.ManyPostgresLogs),
            [new(Among(scale.FewPostgresLogs), Goal.AtMost(1.5))]);

        Contender Among(int logs) => Contender.Of(
            string.Create(CultureInfo.InvariantCulture, $"{logs:N0} logs"),
            _ => ManyPostgresLogs.CreateAsync(logs),
            work,
            many => many.VerifyAsync());
    }

    private static Contender Ours(int count, Func<PostgresLedger, Task> append) => Contender.Of(
        "Ledgerline",
        _ => PostgresLedger.CreateAsync(),
        log => Timing.EachAsync(count, () => append(log)),
        async log =>
        {
            LogInfo info = await log.Log.GetInfoAsync();
            Expect.Equal((0, info.LastSeq), (info.LastSeq % count, info.Count));
        });

    private static Contender OneByOne(Tweak[] tweaks) =>
        Bare("one prepared insert a row", tweaks.Length, table => table.AppendEachAsync(tweaks));

    private static Contender Bare(string name, int count, Func<BareTable, Task> append) => Contender.Of(
        name,
        _ => BareTable.CreateAsync(),
        table => Timing.EachAsync(count, () => append(table)),
        async table =>
        {
            (long expected, long actual) = await table.CountAsync();
            Expect.Equal(expected, actual);
        });

    private static async Task<PostgresLedger> FillAsync(int count)
    {
        PostgresLedger ledger = await PostgresLedger.CreateAsync(Durability.Buffered);
        foreach (Tweak[] batch in Enumerable.Range(1, count).Select(Tweak.Number).Chunk(Scale.BatchSize))
        {
            await ledger.Log.AppendBatchAsync(batch);
        }

        await BenchServer.ExecuteAsync($"vacuum analyze {ledger.Schema}.entry");
        return ledger;
    }
}
