using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Peers;

namespace Ledgerline.Bench.Rows;

/// <summary>Reading a whole log.</summary>
internal static class ReadAllRows
{
    public static IEnumerable<Row> All(Scale scale, Corpus corpus)
    {
        int count = scale.Entries;
        Tally entries = Tally.UpTo(count);
        var bytes = new Lazy<Tally>(() => new Tally(
            count, Enumerable.Range(1, count).Sum(n => Ledger.Encode([Tweak.Number(n)])[0].Utf8.Length)));
        Contender hand = Contender.Over(
            "careful loop, System.Text.Json",
            () => corpus.HandWrittenAsync(count),
            directory => Timing.Read(entries, () => HandWrittenLog.Tally(HandWrittenLog.FileIn(directory))));
        return
        [
            new Row(
                "log-read-all",
                "payloads",
                Quantity.Rate,
                scale.LongRounds,
                Contender.Of(
                    "Ledgerline",
                    async _ => Ledger.Open(await corpus.LedgerAsync(count)),
                    log => Timing.ReadAsync(bytes.Value, log.TallyPayloadsAsync)),
                [
                    new(hand, Goal.AtLeast(12)),
                    new(Contender.Over(
                        "limit: read and count newlines",
                        () => corpus.LedgerAsync(count),
                        directory => Timing.Read(
                            new Tally(count, 0), () => new Tally(RawFile.CountLines(Ledger.FileIn(directory)), 0))) with { Kind = ContenderKind.Limit }),
                ]),
            new Row(
                "log-read-all",
                "typed",
                Quantity.Rate,
                scale.LongRounds,
                Contender.Of(
                    "Ledgerline",
                    async _ => Ledger.Open(await corpus.LedgerAsync(count)),
                    log => Timing.ReadAsync(entries, log.TallyAsync)),
                [
                    new(hand, Goal.AtLeast(6)),
                    new(
                        Contender.Of(
                            "SQLite",
                            async _ => SqliteLog.Open(await corpus.SqliteAsync(count)),
                            log => Timing.Read(entries, log.Tally)),
                        Goal.AtLeast(6)),
                    new(
                        Contender.Of(
                            "FasterLog, entries in place",
                            async _ => new FasterEntries(await corpus.FasterAsync(count)),
                            log => Timing.ReadAsync(entries, log.TallyAsync)),
                        Goal.AtLeast(9)),
                ]),
        ];
    }
}
