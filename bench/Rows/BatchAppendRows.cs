using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Peers;

namespace Ledgerline.Bench.Rows;

/// <summary>Entries that are appended in batches of 1000.</summary>
internal static class BatchAppendRows
{
    public static IEnumerable<Row> All(Scale scale)
    {
        var batches = new Lazy<Tweak[][]>(() => Batches(scale.Batches));
        var payloads = new Lazy<JsonPayload[][]>(() => [.. batches.Value.Select(Ledger.Encode)]);
        return
        [
            Buffered(
                scale, batches, "payloads", handGoal: Goal.AtLeast(1.5), fasterGoal: Goal.AtLeast(2.5),
                () => _ = payloads.Value, log => log.AppendBatchesAsync(payloads.Value)),
            Buffered(
                scale, batches, "typed", handGoal: Goal.AtLeast(2), fasterGoal: Goal.AtLeast(3),
                () => _ = batches.Value, log => log.AppendBatchesAsync(batches.Value)),
            .. Flushed(scale),
        ];
    }

    private static Row Buffered(
        Scale scale,
        Lazy<Tweak[][]> batches,
        string name,
        Goal handGoal,
        Goal fasterGoal,
        Action prepare,
        Func<Ledger, Task> append)
    {
        int count = scale.Batches * Scale.BatchSize;
        var blocks = new Lazy<byte[][]>(() => RawFile.Join(
            RawFile.ReadyMadeLines([.. batches.Value.SelectMany(batch => batch)]), groupSize: 8 * Scale.BatchSize));
        return new Row(
            "log-append-batch-buffered",
            name,
            Quantity.Rate,
            scale.Rounds,
            Ours(Durability.Buffered, count, prepare, append),
            [
                new(
                    Contender.Of(
                        "hand loop, System.Text.Json",
                        directory => Task.FromResult(new HandWrittenLog(directory)),
                        log => Timing.Each(count, () => log.AppendBatches(batches.Value)),
                        log => Holds(count, log.Tally())) with { StartsAfresh = true },
                    handGoal),
                new(Faster("FasterLog, one commit at the end", log => log.AppendBatchesToMemoryAsync(batches.Value)), fasterGoal),
                new(Faster("FasterLog, a commit a batch", log => log.AppendBatchesAsync(batches.Value))),
                new(Contender.Of(
                    "limit: ready bytes, 1 MiB writes",
                    directory =>
                    {
                        _ = blocks.Value;
                        return Task.FromResult(new RawFile(directory));
                    },
                    file => Timing.Each(count, () => file.Append(blocks.Value, flush: false)),
                    file => file.ExpectLengthOf(blocks.Value)) with { StartsAfresh = true, Kind = ContenderKind.Limit }),
            ]);

        Contender Faster(string title, Func<FasterEntries, Task> append) => Contender.Of(
            title,
            directory => Task.FromResult(new FasterEntries(directory)),
            log => Timing.EachAsync(count, () => append(log)),
            async log => await Holds(count, await log.TallyAsync())) with { StartsAfresh = true };
    }

    /// <summary>On both sides the same: either ready JSON or entries to serialize.</summary>
    private static IEnumerable<Row> Flushed(Scale scale)
    {
        int count = scale.FlushedBatches * Scale.BatchSize;
        var batches = new Lazy<Tweak[][]>(() => Batches(scale.FlushedBatches));
        var payloads = new Lazy<JsonPayload[][]>(() => [.. batches.Value.Select(Ledger.Encode)]);
        return
        [
            Row(
                "payloads", Goal.AtLeast(2), () => _ = payloads.Value,
                log => log.AppendBatchesAsync(payloads.Value), log => log.AppendBatches(payloads.Value)),
            Row(
                "typed", null, () => _ = batches.Value,
                log => log.AppendBatchesAsync(batches.Value), log => log.AppendBatches(batches.Value)),
        ];

        Row Row(string name, Goal? goal, Action prepare, Func<Ledger, Task> ours, Action<RocksLog> rocks) => new(
            "log-append-batch-flushed",
            name,
            Quantity.Rate,
            scale.FlushedBatchRounds,
            Ours(Durability.Flushed, count, prepare, ours),
            [
                new(
                    Contender.Of(
                        "RocksDB WriteBatch, sync",
                        directory => Task.FromResult(new RocksLog(directory)),
                        log => Timing.Each(count, () => rocks(log)),
                        log => Holds(count, log.Tally())) with { StartsAfresh = true },
                    goal),
            ]);
    }

    private static Contender Ours(Durability durability, int count, Action prepare, Func<Ledger, Task> append) => Contender.Of(
        "Ledgerline",
        directory =>
        {
            prepare();
            return Ledger.CreateAsync(directory, durability);
        },
        log => Timing.EachAsync(count, () => append(log)),
        async log => await Holds(count, await log.TallyAsync())) with { StartsAfresh = true };

    private static Tweak[][] Batches(int count) => [.. Tweak.UpTo(count * Scale.BatchSize).Chunk(Scale.BatchSize)];

    private static Task Holds(int count, Tally tally)
    {
        Expect.Equal(Tally.UpTo(count), tally);
        return Task.CompletedTask;
    }
}
