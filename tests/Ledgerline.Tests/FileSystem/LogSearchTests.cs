using System.Text;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>A place is found wherever it is, and without reading the lines that stand before it.</summary>
public sealed class LogSearchTests : IDisposable
{
    private const int LargeLine = 512 * 1024;

    private readonly DataDirectory _directory = DataDirectory.InMemory();

    public void Dispose() => _directory.Dispose();

    /// <summary>Lines of every length, missing numbers, lines that are none, equal times: what reading through finds is found.</summary>
    [Fact]
    public void A_search_finds_what_reading_through_finds()
    {
        for (int seed = 1; seed <= 120; seed++)
        {
            var random = new Random(seed);
            byte[] log = RandomLog(random, out List<LogLandmark> entries);
            string path = _directory.WithLog("p", log);
            using DiskFile file = Disk.Real.Open(path, DiskOpen.Read)!;
            var landmarks = new LogLandmarks();
            LogLandmark last = entries[^1];
            for (int i = 0; i < 200; i++)
            {
                bool byTime = random.Next(2) == 0;
                LogLandmark near = entries[random.Next(entries.Count)];
                long target = near.Key(byTime) + random.Next(-2, 3);
                LogLandmark low = new(0, entries[0].Seq - 1, entries[0].Timestamp - 1);
                LogLandmark high = new(log.Length, last.Seq + 1, last.Timestamp + 1);
                if (low.Key(byTime) > target || high.Key(byTime) <= target)
                {
                    continue;
                }

                long expected = entries.FirstOrDefault(e => e.Key(byTime) > target, new(log.Length, 0, 0)).Offset;
                string name = $"seed {seed}, {(byTime ? "time" : "seq")} {target}";
                Assert.True(expected == LogSearch.FirstAbove(file, low, high, target, byTime, landmarks, out FilePart? known), $"{name} with hints");
                Assert.True(expected == LogSearch.FirstAbove(file, low, high, target, byTime, null, out FilePart? read), $"{name} without hints");
                foreach (FilePart? part in new[] { known, read })
                {
                    Assert.True(part is null || part.Offset == expected, name);
                    Assert.Equal(part is null ? [] : log[(int)part.Offset..(int)part.End], part?.Buffer.AsSpan(part.Start, part.Length).ToArray() ?? []);
                }

                if (!byTime)
                {
                    Assert.True(expected == LogSearch.AfterSeq(file, log.Length, target), $"{name} knowing nothing");
                }
            }
        }
    }

    [Fact]
    public async Task Large_lines_between_are_not_read()
    {
        // There are about as many bytes of large lines as of others, so that half of all guesses fall into one.
        (long evenFirst, long evenNext) = await ReadInTheMiddleAsync("even", static _ => false);
        (long skewedFirst, long skewedNext) = await ReadInTheMiddleAsync("skewed", static n => n % 5000 == 2500);
        Assert.InRange(skewedFirst, 1, evenFirst + (LargeLine / 2));
        Assert.InRange(skewedNext, 1, evenNext * 4);
    }

    [Fact]
    public async Task What_was_read_for_finding_the_place_is_not_read_again()
    {
        var disk = new CountingDisk();
        await using FileSystemDriver driver = await WithEntriesAsync(disk, "even", 1000, static _ => false);
        AppendLog<JsonPayload> log = driver.Project("even").History;
        int reads = 0;
        for (int seq = 300; seq < 400; seq++)
        {
            disk.Reset();
            Assert.Equal(
                Enumerable.Range(seq + 1, 5).Select(n => (long)n),
                await log.ReadAsync(new() { SinceSeq = seq, Limit = 5 }).Select(e => e.Seq).ToArrayAsync());
            reads += seq < 350 ? 0 : disk.Reads;
        }

        Assert.Equal(50, reads);
    }

    /// <summary>However much of it one reader or the next wants.</summary>
    [Fact]
    public async Task Readers_that_go_on_behind_what_a_search_read_find_all_the_rest()
    {
        await using FileSystemDriver driver = await WithEntriesAsync(new(), "p", 6000, static n => n is 1000 or 5900);
        AppendLog<JsonPayload> log = driver.Project("p").History;
        var random = new Random(3);
        for (int i = 0; i < 300; i++)
        {
            int limit = (int)Math.Pow(10, random.NextDouble() * 4);
            int seq = random.Next(6000);
            Assert.Equal(
                Enumerable.Range(seq + 1, Math.Min(limit, 6000 - seq)).Select(n => (long)n),
                log.Read(new() { SinceSeq = seq, Limit = limit }).Select(e => e.Seq));
            Assert.Equal(
                Enumerable.Range(0, Math.Min(limit, 6000)).Select(n => 6000L - n),
                log.Read(new() { Reverse = true, Limit = limit }).Select(e => e.Seq));
        }
    }

    [Fact]
    public async Task The_last_entries_behind_a_large_line_are_read_alone()
    {
        var disk = new CountingDisk();
        await using FileSystemDriver driver = await WithEntriesAsync(disk, "skewed", 5010, static n => n == 5000);
        AppendLog<JsonPayload> log = driver.Project("skewed").History;
        disk.Reset();
        Assert.Equal(10, await log.ReadAsync(new() { Reverse = true, Limit = 10 }).CountAsync());
        Assert.InRange(disk.BytesRead, 1, 256 * 1024);
    }

    /// <summary>How much the first and the later reads of ten entries from random places take on average.</summary>
    private async Task<(long First, long Next)> ReadInTheMiddleAsync(string project, Func<int, bool> isLarge)
    {
        const int Count = 20_000;
        var disk = new CountingDisk();
        await using (await WithEntriesAsync(disk, project, Count, isLarge))
        {
        }

        var random = new Random(5);
        long first = 0;
        long next = 0;
        const int Drivers = 20;
        const int Reads = 40;
        for (int i = 0; i < Drivers; i++)
        {
            await using var driver = new FileSystemDriver(_directory.Path, null, disk);
            AppendLog<JsonPayload> log = driver.Project(project).History;
            for (int read = 0; read < Reads;)
            {
                int seq = random.Next(1, Count - 20);
                if (Enumerable.Range(seq, 20).Any(isLarge))
                {
                    continue;
                }

                disk.Reset();
                long[] seqs = await log.ReadAsync(new() { SinceSeq = seq, Limit = 10 }).Select(e => e.Seq).ToArrayAsync();
                Assert.Equal(Enumerable.Range(seq + 1, 10).Select(n => (long)n), seqs);
                first += read == 0 ? disk.BytesRead : 0;
                next += read >= Reads / 2 ? disk.BytesRead : 0;
                read++;
            }
        }

        return (first / Drivers, next / (Drivers * Reads / 2));
    }

    private async Task<FileSystemDriver> WithEntriesAsync(CountingDisk disk, string project, int count, Func<int, bool> isLarge)
    {
        var driver = new FileSystemDriver(_directory.Path, new() { Durability = Durability.Buffered }, disk);
        await driver.CreateProjectAsync(project);
        JsonPayload large = JsonPayload.Parse($"\"{new string('x', LargeLine)}\"");
        foreach (int[] batch in Enumerable.Range(1, count).Chunk(1000))
        {
            await driver.Project(project).History.AppendBatchAsync(
                batch.Select(n => isLarge(n) ? large : JsonPayload.Parse($"{{\"text\":\"some more text\",\"n\":{n}}}")));
        }

        return driver;
    }

    private static byte[] RandomLog(Random random, out List<LogLandmark> entries)
    {
        entries = [];
        var log = new MemoryStream();
        long seq = random.Next(1, 5000);
        long timestamp = random.Next(-1000, 1000);
        bool isDense = random.Next(2) == 0;
        int usual = random.Next(1, 300);
        int longest = (int)Math.Pow(10, random.Next(2, 7));
        int count = longest > 100_000 ? 60 : random.Next(1, 1500);
        for (int i = 0; i < count; i++)
        {
            int length = random.Next(20) == 0 ? random.Next(longest) : random.Next(usual);
            if (!isDense && random.Next(30) == 0)
            {
                log.Write(Encoding.UTF8.GetBytes($"{{\"seq\":{seq},\"ts\" damaged {new string('x', length)}\n"));
            }
            else
            {
                entries.Add(new(log.Length, seq, timestamp));
                log.Write(Encoding.UTF8.GetBytes($"{{\"seq\":{seq},\"ts\":{timestamp},\"data\":\"{new string('x', length)}\"}}\n"));
            }

            seq += !isDense && random.Next(40) == 0 ? random.Next(1, 50) : 1;
            timestamp += random.Next(3) == 0 ? random.Next(50) : 0;
        }

        if (entries.Count == 0)
        {
            return RandomLog(random, out entries);
        }

        return log.ToArray();
    }
}
