using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Peers;

namespace Ledgerline.Bench.Rows;

/// <summary>Documents by key.</summary>
internal static class DocumentRows
{
    private const int Keys = 1000;

    public static IEnumerable<Row> All(Scale scale) =>
        [Get(scale), PutBuffered(scale), PutFlushed(scale), PutFlushedTogether(scale), ListChanged(scale), List(scale)];

    private static Row Get(Scale scale)
    {
        string[] keys = Documents.Keys(Keys);
        return new Row(
            "kv-get",
            null,
            Quantity.Rate,
            scale.Rounds,
            Contender.Of(
                "Ledgerline",
                directory => Documents.CreateAsync(directory, Durability.Buffered, keys.Length),
                documents => Timing.EachAsync(scale.Gets, () => documents.GetAsync(keys, scale.Gets))),
            [
                new(
                    Contender.Of(
                        "SQLite select + System.Text.Json",
                        directory => Task.FromResult(new SqliteDocuments(directory, keys.Length)),
                        documents => Timing.Each(scale.Gets, () => documents.Get(keys, scale.Gets))),
                    Goal.AtLeast(1.5)),
            ]);
    }

    private static Row PutBuffered(Scale scale) => new(
        "kv-put-buffered",
        null,
        Quantity.Rate,
        scale.FlushedRounds,
        Puts(Durability.Buffered, scale.Puts),
        [new(RawPuts("limit: open, write, rename", scale.Puts, flush: false), Goal.AtLeast(0.8))]);

    private static Row PutFlushed(Scale scale) => new(
        "kv-put-flushed",
        null,
        Quantity.Rate,
        scale.FlushedRounds,
        Puts(Durability.Flushed, scale.FlushedPuts),
        [new(RawPuts("limit: write, fdatasync, rename, fsync of the directory", scale.FlushedPuts, flush: true), Goal.AtLeast(0.9))]);

    private static Row PutFlushedTogether(Scale scale)
    {
        string[] keys = Documents.Keys(Scale.Appenders);
        return new Row(
            "kv-put-flushed",
            "64 keys at once",
            Quantity.Rate,
            scale.FlushedRounds,
            Contender.Of(
                "Ledgerline",
                directory => Documents.CreateAsync(directory, Durability.Flushed, keys.Length),
                documents => Timing.EachAsync(
                    keys.Length * scale.FlushedPutsEach, () => documents.PutConcurrentlyAsync(keys, scale.FlushedPutsEach)),
                documents => documents.ExpectLast(keys, _ => scale.FlushedPutsEach - 1)),
            [new(RawPuts("limit: one after the other", scale.FlushedPuts, flush: true), Goal.AtLeast(1.5))]);
    }

    private static Row List(Scale scale) => List(
        scale, "unchanged", documents => Timing.MedianAsync(scale.Lists, _ => documents.ListAsync()));

    private static Row ListChanged(Scale scale) => List(
        scale,
        "after a put",
        documents => Timing.MedianAsync(scale.Lists, _ => documents.TouchAsync(), _ => documents.ListAsync()));

    private static Row List(Scale scale, string variant, Func<Documents, Task<double>> list) => new(
        "kv-list",
        variant,
        Quantity.Latency,
        scale.Rounds,
        Contender.Of("Ledgerline", directory => Documents.CreateAsync(directory, Durability.Buffered, scale.ListedKeys), list),
        [
            new(
                RawLists("limit: bare getdents64", scale, documents => documents.ReadNames()) with { Kind = ContenderKind.Limit },
                Goal.AtMost(1.5)),
            new(RawLists("Directory.EnumerateFiles", scale, documents => documents.EnumerateNames())),
        ]);

    private static Contender Puts(Durability durability, int puts)
    {
        string[] keys = Documents.Keys(Scale.Appenders);
        return Contender.Of(
            "Ledgerline",
            directory => Documents.CreateAsync(directory, durability, keys.Length),
            documents => Timing.EachAsync(puts, () => documents.PutAsync(keys, puts)),
            documents => documents.ExpectLast(keys, n => n + ((puts - 1 - n) / keys.Length * keys.Length)));
    }

    private static Contender RawPuts(string name, int puts, bool flush) => Contender.Of(
        name,
        directory => Task.FromResult(new RawDocuments(directory, Scale.Appenders)),
        documents => Timing.Each(puts, () => documents.Put(puts, flush)),
        documents => documents.ExpectWhole()) with { Kind = ContenderKind.Limit };

    private static Contender RawLists(string name, Scale scale, Action<RawDocuments> list) => Contender.Of(
        name,
        directory => Task.FromResult(new RawDocuments(directory, scale.ListedKeys)),
        documents => Timing.MedianAsync(scale.Lists, _ =>
        {
            list(documents);
            return Task.CompletedTask;
        }));
}
