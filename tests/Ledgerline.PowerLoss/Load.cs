using System.Diagnostics;

namespace Ledgerline.PowerLoss;

/// <summary>
/// Four writers that append to one common log and to logs of their own, truncate and delete them, put and delete
/// documents and blobs, and go on where something fails. Prints one line before an attempt that takes something away, and one for each acknowledgement.
/// </summary>
/// <param name="driver">Over the file system whose power is cut.</param>
/// <param name="name">This process's; no other load has it.</param>
/// <param name="seed">Decides what is done.</param>
/// <param name="isControl">Whether appends are buffered and yet told as flushed, so that the check must find entries lost.</param>
internal sealed class Load(FileSystemDriver driver, string name, int seed, bool isControl)
{
    public const string Project = "p";
    public const string CommonLog = "history";
    private const int Writers = 4;

    public async Task RunAsync()
    {
        Console.WriteLine("ready");
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => WriteAsync($"{name}-{i}", new Random(seed + i)))));
    }

    // The sequence is part of the test, not a secret.
#pragma warning disable CA5394
    private async Task WriteAsync(string writer, Random random)
    {
        int own = 0;
        var documents = new FileLoad(new ReplacedDocuments(driver.Project(Project).Meta), writer, isControl);
        var blobs = new FileLoad(new ReplacedBlobs(driver.Project(Project).Files), writer, isControl);
        for (int number = 1; ; number++)
        {
            string log = random.Next(3) == 0 ? $"{writer}-{own}" : CommonLog;
            try
            {
                if (random.Next(2) == 0)
                {
                    await (random.Next(2) == 0 ? documents : blobs).WriteAsync(random);
                }

                await AppendAsync(new(log, writer, number, random.Next(4) == 0 ? random.Next(2, 9) : 1), random.Next(4) == 0);
                if (random.Next(20) == 0)
                {
                    await TruncateAsync(log, random);
                }

                if (random.Next(30) == 0)
                {
                    if (random.Next(2) == 0)
                    {
                        await DeleteAsync($"{writer}-{own}");
                    }

                    own++;
                }
            }
            catch (StorageException)
            {
                // The power is gone: nothing is acknowledged from here on, however long one tries.
                await Task.Delay(1);
            }
        }
    }

    private async Task AppendAsync(LoadBatch batch, bool isBuffered)
    {
        Durability durability = isBuffered || isControl ? Durability.Buffered : Durability.Flushed;
        long start = Stopwatch.GetTimestamp();
        AppendResult result = await Log(batch.Log).AppendBatchAsync(batch.Payloads, durability);
        string kind = isBuffered ? "buffered" : "flushed";
        Acknowledge(start, $"{kind} {batch.Log} {result.FirstSeq} {batch.Writer} {batch.Number} {batch.Size}");
    }

    private async Task TruncateAsync(string log, Random random)
    {
        long last = (await Log(log).GetInfoAsync()).LastSeq;
        long seq = random.Next(4) == 0 ? last : last - random.Next(Math.Max(1, (int)last / 2));
        Console.WriteLine($"truncating {log} {seq}");
        long start = Stopwatch.GetTimestamp();
        await Log(log).TruncateBeforeAsync(seq);
        Acknowledge(start, $"truncated {log} {seq}");
    }

    private async Task DeleteAsync(string log)
    {
        Console.WriteLine($"deleting {log}");
        long start = Stopwatch.GetTimestamp();
        await Log(log).DeleteAsync();
        Acknowledge(start, $"deleted {log}");
    }
#pragma warning restore CA5394

    /// <summary>Says since when it was being done and when it was done, by the clock that all processes share.</summary>
    private static void Acknowledge(long start, string what) =>
        Console.WriteLine($"{what} {start} {Stopwatch.GetTimestamp()}");

    private AppendLog<JsonPayload> Log(string log) => driver.Project(Project).Log(log);
}
