using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Peers;
using Microsoft.Data.Sqlite;

namespace Ledgerline.Bench.Rows;

/// <summary>Reading little of a large log: ten entries, or the last number.</summary>
internal static class SmallReadRows
{
    public static IEnumerable<Row> All(Scale scale, Corpus corpus)
    {
        int count = scale.Entries;
        long[] places = SmallReads.Places(scale.SmallReads, count, n => Corpus.IsLarge(n, count, scale.LargeLines));
        Func<Ledger, Task<double>> last = log => SmallReads.LastAsync(log, scale.SmallReads, count);
        Func<Ledger, Task<double>> middle = log => SmallReads.MiddleAsync(log, places);
        Func<SqliteLog, Task<double>> lastOfTable = log => SmallReads.LastAsync(
            scale.SmallReads, count, () => Task.FromResult(log.ReadNewest(SmallReads.Limit)));
        Func<SqliteLog, Task<double>> middleOfTable = log => SmallReads.MiddleAsync(
            places, seq => Task.FromResult(log.ReadAfter(seq, SmallReads.Limit)));
        return
        [
            Even("log-read-last-10", null, last, lastOfTable, Goal.AtLeast(4)),
            Even("log-read-last-10", "payloads", log => SmallReads.LastPayloadsAsync(log, scale.SmallReads, count), lastOfTable),
            Skewed("log-read-last-10", last),
            Even("log-read-middle-10", null, middle, middleOfTable, Goal.AtLeast(4)),
            Even("log-read-middle-10", "payloads", log => SmallReads.MiddlePayloadsAsync(log, places), middleOfTable),
            Skewed("log-read-middle-10", middle),
            Opening(scale, corpus),
        ];

        Row Even(
            string name,
            string? variant,
            Func<Ledger, Task<double>> ours,
            Func<SqliteLog, Task<double>> sqlite,
            Goal? goal = null) => new(
            name,
            variant,
            Quantity.Latency,
            scale.Rounds,
            Contender.Of("Ledgerline", async _ => Ledger.Open(await corpus.LedgerAsync(count)), ours),
            [new(Contender.Of("SQLite", async _ => SqliteLog.Open(await corpus.SqliteAsync(count)), sqlite), goal)]);

        Row Skewed(string name, Func<Ledger, Task<double>> read) => new(
            name,
            "lines of 20 MiB between",
            Quantity.Latency,
            scale.Rounds,
            Contender.Of(
                "Ledgerline", async _ => Ledger.Open(await corpus.SkewedLedgerAsync(count, scale.LargeLines)), read),
            [new(Contender.Of("the same without them", async _ => Ledger.Open(await corpus.LedgerAsync(count)), read), Goal.AtMost(3))]);
    }

    private static Row Opening(Scale scale, Corpus corpus) => new(
        "log-open",
        null,
        Quantity.Latency,
        scale.Rounds,
        OpenToLastSeq("Ledgerline", scale.SmallReads, scale.Entries, corpus),
        [
            new(OpenSqlite("SQLite, the only connection", isAlone: true, scale, corpus), Goal.AtLeast(10)),
            new(OpenSqlite("SQLite beside an open connection", isAlone: false, scale, corpus)),
        ]);

    /// <summary>A new driver to its log's last number.</summary>
    public static Contender OpenToLastSeq(string name, int samples, int count, Corpus corpus) => Contender.Over(
        name,
        () => corpus.LedgerAsync(count),
        directory => Timing.MedianOfOpeningAsync(samples, async () =>
        {
            Ledger log = Ledger.Open(directory);
            Expect.Equal(true, (await log.Log.GetInfoAsync()).LastSeq >= count);
            return log;
        }));

    /// <summary>A new connection to the table's last number.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="isAlone">Whether it opens the WAL too; otherwise another connection of the process keeps that open.</param>
    /// <param name="scale">How much.</param>
    /// <param name="corpus">The table.</param>
    private static Contender OpenSqlite(string name, bool isAlone, Scale scale, Corpus corpus) => Contender.Over(
        name,
        () => corpus.SqliteAsync(scale.Entries),
        async directory =>
        {
            await using SqliteLog? other = isAlone ? null : SqliteLog.Open(directory);
            return await Timing.MedianOfOpeningAsync(scale.SmallReads, () =>
            {
                (SqliteConnection connection, long lastSeq) = SqliteLog.OpenToLastSeq(directory);
                Expect.Equal(scale.Entries, lastSeq);
                return Task.FromResult(connection);
            });
        });
}
