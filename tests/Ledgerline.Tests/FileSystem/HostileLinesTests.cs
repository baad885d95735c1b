using System.Globalization;
using System.Text;
using Ledgerline.Drivers;
using Ledgerline.FileSystem;
using Xunit.Abstractions;

namespace Ledgerline.Tests.FileSystem;

/// <summary>
/// Logs in which every second line is broken once, in ways that a seed decides: readers give the lines that are left right, and
/// neither crash, hang nor allocate more than the lines' size. <c>LEDGERLINE_LINES=N</c> for N broken lines.
/// </summary>
public sealed class HostileLinesTests(ITestOutputHelper output) : IDisposable
{
    private const int DefaultLines = 50_000;
    private const int LinesInLog = 100;
    private const int Longest = 4096;

    /// <summary>A reader's buffers, and for each line that it skips the message and the parser's exception.</summary>
    private const long AllowedBytes = 512 * 1024;
    private const long AllowedBytesPerLine = 32 * 1024;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(20);

    private readonly DataDirectory _directory = DataDirectory.InMemory();
    private long _mostBytes;
    private int _entries;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Broken_lines()
    {
        int lines = int.TryParse(Environment.GetEnvironmentVariable("LEDGERLINE_LINES"), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : DefaultLines;
        List<byte[]> sound = await SoundLinesAsync();
        HashSet<(long, string)> right = [.. sound.Select(Parse)];
        await Task.Run(() =>
        {
            for (int first = 0; first < lines; first += LinesInLog)
            {
                Check(Broken(sound, first), right, first);
            }
        }).WaitAsync(Deadline);
        output.WriteLine($"{lines} broken lines among as many sound ones gave {_entries} entries; at most {_mostBytes} bytes allocated by one reader of {2 * LinesInLog}");

        // Were sound lines given up with the broken ones, nothing would have been tried.
        Assert.InRange(_entries, lines / 2, lines * 3 / 2);
    }

    private static byte[] Broken(List<byte[]> sound, int first)
    {
        using var log = new MemoryStream();
        for (int i = 0; i < LinesInLog; i++)
        {
            log.Write(new BrokenBytes(first + i, Longest).Break(sound[2 * i], several: false));
            log.Write(sound[(2 * i) + 1]);
        }

        // A log ends before its first NUL: most of them have none, so that the rest of them counts.
        byte[] bytes = log.ToArray();
        if (first / LinesInLog % 4 > 0)
        {
            bytes.AsSpan().Replace((byte)0, (byte)1);
        }

        return bytes;
    }

    private void Check(byte[] log, HashSet<(long, string)> right, int first)
    {
        _directory.WithLog("p", log);
        var driver = new FileSystemDriver(_directory.Path, null, new FaultyDisk { Flushes = false });
        try
        {
            ILogStore store = driver.Project("p").Store.OpenLog("history");
            List<(long, string)> forward = Drain(log, () => store.OpenReader(new() { OnSkipped = static _ => { } }), mayFail: false);
            List<(long, string)> followed = Drain(log, () => store.OpenFollower(0, static _ => { }), mayFail: false);
            List<(long, string)> backward = Drain(log, () => store.OpenReader(new() { Reverse = true, OnSkipped = static _ => { } }), mayFail: false);
            List<(long, string)> strict = Drain(log, () => store.OpenReader(new()), mayFail: true);
            Assert.Equal(forward, followed);
            Assert.Equal(forward.Take(strict.Count), strict);
            Assert.All(forward.Concat(backward), entry => Assert.True(right.Contains(entry) || LostItsChecksum(log, entry), $"{entry}"));
            Assert.True(forward.Zip(forward.Skip(1)).All(static pair => pair.First.Item1 < pair.Second.Item1));
            Assert.True(backward.Zip(backward.Skip(1)).All(static pair => pair.First.Item1 > pair.Second.Item1));
            _entries += forward.Count;
        }
        catch (Exception e)
        {
            throw new Xunit.Sdk.XunitException($"Lines {first} to {first + LinesInLog}:\n{e}");
        }
        finally
        {
            driver.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private List<(long Seq, string Data)> Drain(byte[] log, Func<LogCursor> open, bool mayFail)
    {
        List<(long Seq, string Data)> found = new(LinesInLog);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using LogCursor cursor = open();
            while (cursor.MoveNext())
            {
                found.Add((cursor.Current.Seq, Encoding.UTF8.GetString(cursor.Current.Payload.Span)));
            }
        }
        catch (LogCorruptException) when (mayFail)
        {
            // What came before it counts.
        }
        catch (LogRewoundException) when (log.Contains((byte)0))
        {
            // A backward reader is told that it came upon a tear behind which nothing was ever flushed.
        }

        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        _mostBytes = Math.Max(_mostBytes, bytes);
        Assert.True(
            bytes < AllowedBytes + (AllowedBytesPerLine * log.Count(b => b == '\n')) + (4 * log.Length),
            $"{bytes} bytes were allocated for {log.Length}");
        return found;
    }

    /// <summary>Bytes that were removed may leave a line as the older system writes them, which nobody can tell from one.</summary>
    private static bool LostItsChecksum(byte[] log, (long, string) entry) =>
        Encoding.Latin1.GetString(log).Split('\n')
            .Where(line => !line.Contains(",\"crc\":", StringComparison.Ordinal))
            .Select(line => Encoding.Latin1.GetBytes(line + "\n"))
            .Any(line => LogLine.TryParse(line.AsSpan(0, line.Length - 1), out _, out _) && Parse(line) == entry);

    /// <summary>Lines as we write them: with checksums, some of batches.</summary>
    private async Task<List<byte[]>> SoundLinesAsync()
    {
        await using var driver = new FileSystemDriver(_directory.Path, null, new FaultyDisk { Flushes = false });
        await driver.CreateProjectAsync("ours");
        for (int i = 1; i <= LinesInLog * 3 / 2; i++)
        {
            JsonPayload payload = JsonPayload.Parse($$"""{"n":{{i}},"text":"ö€{{new string('x', i)}}","deep":[[{"a":[1,2.5,null,true]}]]}""");
            await (i % 3 == 0 ? driver.Project("ours").History.AppendBatchAsync([payload, payload]) : driver.Project("ours").History.AppendAsync(payload));
        }

        return [.. Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_directory.Log("ours")))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Encoding.Latin1.GetBytes(line + "\n"))];
    }

    private static (long Seq, string Data) Parse(byte[] line)
    {
        Assert.True(LogLine.TryParse(line.AsSpan(0, line.Length - 1), out LogLine parsed, out _));
        return (parsed.Seq, Encoding.UTF8.GetString(line.AsSpan(parsed.DataStart, parsed.DataLength)));
    }
}
