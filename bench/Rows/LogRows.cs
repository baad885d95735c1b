using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Peers;

namespace Ledgerline.Bench.Rows;

/// <summary>Typed entries into a log and out of it.</summary>
internal static class LogRows
{
    private const int BatchSize = 1000;

    public static IReadOnlyList<Row> All(bool quick)
    {
        int count = quick ? 20_000 : 100_000;
        Tweak[][] batches = [.. Enumerable.Range(0, count).Select(Tweak.Number).Chunk(BatchSize)];
        byte[] lines = RawFile.ReadyMadeLines(batches.SelectMany(batch => batch));
        long sum = batches.SelectMany(batch => batch).Sum(tweak => (long)tweak.N);

        return
        [
            new Row(
                "log-append-batch-buffered",
                count,
                new Contender("Ledgerline", directory => AppendAsync(directory, batches), CreateProjectAsync),
                [
                    (new Contender("hand loop, System.Text.Json", Sync(directory => HandWrittenLog.Append(directory, batches))), null),
                    (new Contender("limit: ready bytes, 1 MiB writes", Sync(directory => RawFile.Write(directory, lines))), null),
                ]),
            new Row(
                "log-read-all",
                count,
                new Contender(
                    "Ledgerline",
                    directory => ReadAsync(directory, sum),
                    async directory =>
                    {
                        await CreateProjectAsync(directory);
                        await AppendAsync(directory, batches);
                    }),
                [
                    (new Contender(
                        "hand loop, System.Text.Json",
                        Sync(directory => Expect(sum, HandWrittenLog.Sum(HandWrittenLog.FileIn(directory)))),
                        Sync(directory => HandWrittenLog.Append(directory, batches))), null),
                    (new Contender(
                        "limit: read and count newlines",
                        Sync(directory => Expect(count, RawFile.CountLines(RawFile.FileIn(directory)))),
                        Sync(directory => RawFile.Write(directory, lines))), null),
                ]),
        ];
    }

    private static async Task CreateProjectAsync(string directory)
    {
        await using var driver = new FileSystemDriver(directory);
        await driver.CreateProjectAsync("bench");
    }

    private static async Task AppendAsync(string directory, Tweak[][] batches)
    {
        await using var driver = new FileSystemDriver(directory, new() { Durability = Durability.Buffered });
        AppendLog<Tweak> log = driver.Project("bench").TweakLog();
        foreach (Tweak[] batch in batches)
        {
            await log.AppendBatchAsync(batch);
        }
    }

    private static async Task ReadAsync(string directory, long expected)
    {
        await using var driver = new FileSystemDriver(directory);
        long sum = 0;
        await foreach (LogEntry<Tweak> entry in driver.Project("bench").TweakLog().ReadAsync())
        {
            sum += entry.Data.N;
        }

        Expect(expected, sum);
    }

    /// <summary>A measurement of work that was not done is worth nothing.</summary>
    private static void Expect(long expected, long actual)
    {
        if (expected != actual)
        {
            throw new InvalidOperationException($"The work came to {actual}, expected {expected}.");
        }
    }

    private static Func<string, Task> Sync(Action<string> work) => directory =>
    {
        work(directory);
        return Task.CompletedTask;
    };
}
