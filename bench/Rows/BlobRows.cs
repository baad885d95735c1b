using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Peers;

namespace Ledgerline.Bench.Rows;

/// <summary>A large file written and read, beside copying it.</summary>
internal static class BlobRows
{
    private const string Path = "large.bin";

    /// <summary>How long the system may go on freeing what was removed, which must not fall into the next one's time.</summary>
    private static readonly TimeSpan SpaceComesFree = TimeSpan.FromMilliseconds(300);

    public static IEnumerable<Row> All(Scale scale, Corpus corpus)
    {
        return
        [
            Write("buffered", Durability.Buffered, "cp"),
            Write("flushed", Durability.Flushed, "cp and fsync"),
            Read("into a file", CopyOutAsync, "cp", directory => System.IO.Path.Combine(directory, "copy.bin")),
            Read("through a buffer", ReadThroughAsync, "cp to /dev/null", _ => "/dev/null"),
        ];

        Row Write(string @case, Durability durability, string peer) => new(
            "blob-write",
            @case,
            Quantity.Latency,
            scale.LongRounds,
            new Contender("Ledgerline", async directory =>
            {
                string source = await corpus.FileAsync(scale.LargeBlob);
                Ledger ledger = await Ledger.CreateAsync(directory, durability);
                return new Work(
                    () => Timing.EachAsync(1, async () =>
                    {
                        await using FileStream content = File.OpenRead(source);
                        await ledger.Project.Files.WriteAsync(Path, content);
                    }),
                    async () =>
                    {
                        Expect.Equal(scale.LargeBlob, (await ledger.Project.Files.StatAsync(Path))!.Length);
                        await Task.Delay(SpaceComesFree);
                    },
                    ledger.DisposeAsync);
            }) { StartsAfresh = true },
            [
                new(
                    new Contender(peer, async directory =>
                    {
                        string source = await corpus.FileAsync(scale.LargeBlob);
                        string target = System.IO.Path.Combine(directory, Path);
                        return new Work(
                            () => Task.FromResult(CopyCommand.Measure(source, target, durability == Durability.Flushed)),
                            async () =>
                            {
                                Expect.Equal(scale.LargeBlob, new FileInfo(target).Length);
                                await Task.Delay(SpaceComesFree);
                            },
                            () => default);
                    }) { StartsAfresh = true },
                    Goal.AtLeast(0.85)),
            ]);

        Row Read(string @case, Func<BlobReadStream, string, Task<long>> read, string peer, Func<string, string> target) => new(
            "blob-read",
            @case,
            Quantity.Latency,
            scale.LongRounds,
            new Contender("Ledgerline", async directory =>
            {
                Ledger ledger = Ledger.Open(await corpus.BlobAsync(scale.LargeBlob, Path));
                long length = 0;
                return new Work(
                    () => Timing.EachAsync(1, async () =>
                    {
                        await using BlobReadStream content = (await ledger.Project.Files.OpenReadAsync(Path))!;
                        length = await read(content, directory);
                    }),
                    async () =>
                    {
                        Expect.Equal(scale.LargeBlob, length);
                        await Task.Delay(SpaceComesFree);
                    },
                    ledger.DisposeAsync);
            }) { StartsAfresh = true },
            [
                new(
                    new Contender(peer, async directory =>
                    {
                        string source = await corpus.FileAsync(scale.LargeBlob);
                        return new Work(
                            () => Task.FromResult(CopyCommand.Measure(source, target(directory), flush: false)),
                            () => Task.Delay(SpaceComesFree),
                            () => default);
                    }) { StartsAfresh = true },
                    Goal.AtLeast(0.85)),
            ]);
    }

    private static async Task<long> CopyOutAsync(BlobReadStream content, string directory)
    {
        await using var target = new FileStream(
            System.IO.Path.Combine(directory, "copy.bin"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        await content.CopyToAsync(target);
        return target.Length;
    }

    private static async Task<long> ReadThroughAsync(BlobReadStream content, string directory)
    {
        byte[] buffer = new byte[256 << 10];
        long length = 0;
        while (await content.ReadAsync(buffer) is var read and > 0)
        {
            length += read;
        }

        return length;
    }
}
