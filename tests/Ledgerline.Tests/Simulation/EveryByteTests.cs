using Ledgerline.Drivers;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation;

/// <summary>A log cut at each of its bytes, with nothing, NULs, random bytes or half a character behind the cut.</summary>
public sealed class EveryByteTests
{
    private readonly Random _random = new(1);
    private readonly SimulatedClock _clock = new();

    [Theory]
    [InlineData("")]
    [InlineData("00000000")]
    [InlineData("000000000a")]
    [InlineData("8f3ba1007d1e00c4")]
    [InlineData("8f3ba1007d1e00c40a")]
    [InlineData("c3")]
    [InlineData("c30a")]
    [InlineData("e2820a")]
    public void What_was_committed_is_read_the_next_append_goes_on_and_the_rest_is_in_the_quarantine(string junk)
    {
        byte[] whole = Log();
        byte[] behind = Convert.FromHexString(junk);
        int[] ends = [.. Enumerable.Range(1, whole.Length).Where(end => whole[end - 1] == '\n')];

        // With other bytes in its first seven, a file without an entry is no log, and is not touched.
        int first = behind.Any(static b => b is not (0 or (byte)'\n')) ? 7 : 1;
        for (int cut = first; cut <= whole.Length; cut++)
        {
            byte[] content = [.. whole.AsSpan(0, cut), .. behind];
            SimulatedMachine machine = Machine(content);
            using var process = new SimulatedProcess("reader", machine, _clock, _random, static disk => disk);
            int committed = Committed(ends.Count(end => end <= cut));
            Assert.Equal(committed, process.ReadAll().Count);

            // A whole line that lacks only its newline is kept.
            int kept = behind.Length == 0 ? Committed(ends.Count(end => end - 1 <= cut)) : committed;
            AppendOutcome outcome = process.Log.Append(new Attempt(["7"], Durability.Flushed).Batch(), new AppendTerms(null, Durability.Flushed, null));
            Assert.Equal(kept + 1, outcome.FirstSeq);
            Assert.Equal(kept + 1, process.ReadAll().Count);
            int keptEnd = kept == 0 ? 0 : Math.Min(ends[kept - 1], cut);
            Assert.Equal(content[keptEnd..], machine.Content(SimulatedProcess.LogPath + ".quarantine"));
        }
    }

    /// <summary>How many of the first lines are committed: 1, 2, the batch 3 to 5, 6, the batch 7 to 8.</summary>
    internal static int Committed(int lines) => lines switch
    {
        3 or 4 => 2,
        7 => 6,
        _ => lines,
    };

    private byte[] Log()
    {
        SimulatedMachine machine = Machine([]);
        using var process = new SimulatedProcess("writer", machine, _clock, _random, static disk => disk);
        foreach (string[] batch in (string[][])[["1"], ["\"zw\u00f6lf\""], ["3", "4", "5"], ["{\"six\":6}"], ["7", "8"]])
        {
            process.Log.Append(Utf8(batch), new AppendTerms(null, Durability.Flushed, null));
        }

        return machine.Content(SimulatedProcess.LogPath);
    }

    private SimulatedMachine Machine(byte[] content)
    {
        var machine = new SimulatedMachine(_random);
        using var process = new SimulatedProcess("setup", machine, _clock, _random, static disk => disk);
        process.CreateProject();
        if (content.Length > 0)
        {
            using DiskFile file = process.Disk.Open(SimulatedProcess.LogPath, DiskOpen.Create)!;
            file.Write(content, 0);
        }

        return machine;
    }

    private static PayloadBatch Utf8(string[] payloads)
    {
        byte[][] bytes = [.. payloads.Select(System.Text.Encoding.UTF8.GetBytes)];
        int length = 0;
        return new(bytes.SelectMany(static part => part).ToArray(), bytes.Select(part => length += part.Length).ToArray());
    }
}
