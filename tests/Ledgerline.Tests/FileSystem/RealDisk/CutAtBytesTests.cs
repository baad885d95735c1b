using Ledgerline.Tests.Simulation;

namespace Ledgerline.Tests.FileSystem.RealDisk;

/// <summary>What <see cref="EveryByteTests"/> does at all bytes of a simulated disk, at 200 places of a real one.</summary>
public sealed class CutAtBytesTests : IDisposable
{
    private const int Cuts = 200;

    private static readonly string[] Junk =
        ["", "00000000", "000000000a", "8f3ba1007d1e00c4", "8f3ba1007d1e00c40a", "c3", "c30a", "e2820a"];

    private readonly DataDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_committed_is_read_the_next_append_goes_on_and_the_rest_is_in_the_quarantine()
    {
        byte[] whole = await LogAsync();
        int[] ends = [.. Enumerable.Range(1, whole.Length).Where(end => whole[end - 1] == '\n')];
        await using var driver = new FileSystemDriver(_directory.Path);
        for (int i = 0; i < Cuts; i++)
        {
            // With other bytes in its first seven, a file without an entry is no log, and is not touched.
            int cut = 7 + (i * (whole.Length - 7) / (Cuts - 1));
            byte[] behind = Convert.FromHexString(Junk[i % Junk.Length]);
            byte[] content = [.. whole.AsSpan(0, cut), .. behind];
            string path = _directory.WithLog($"p{i}", content);
            AppendLog<JsonPayload> log = driver.Project($"p{i}").History;
            int committed = EveryByteTests.Committed(ends.Count(end => end <= cut));
            Assert.Equal(committed, await log.ReadAsync().CountAsync());

            // A whole line that lacks only its newline is kept.
            int kept = behind.Length == 0 ? EveryByteTests.Committed(ends.Count(end => end - 1 <= cut)) : committed;
            Assert.Equal(kept + 1, (await log.AppendAsync(JsonPayload.Parse("9"))).FirstSeq);
            Assert.Equal(Enumerable.Range(1, kept + 1), await log.ReadAsync().Select(e => (int)e.Seq).ToListAsync());
            int keptEnd = kept == 0 ? 0 : Math.Min(ends[kept - 1], cut);
            Assert.Equal(content[keptEnd..], File.Exists(path + ".quarantine") ? await File.ReadAllBytesAsync(path + ".quarantine") : []);
        }
    }

    private async Task<byte[]> LogAsync()
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.CreateProjectAsync("whole");
        foreach (string[] batch in (string[][])[["1"], ["\"zw\u00f6lf\""], ["3", "4", "5"], ["{\"six\":6}"], ["7", "8"]])
        {
            await driver.Project("whole").History.AppendBatchAsync(batch.Select(JsonPayload.Parse));
        }

        return await File.ReadAllBytesAsync(_directory.Log("whole"));
    }
}
