using System.Text;

namespace Ledgerline.Tests.FileSystem;

/// <summary>
/// A loss of power that took a sector out of the middle of what was not flushed: what stands behind the hole was never
/// acknowledged, so it is set aside, and the log is not damaged.
/// </summary>
public sealed class TornTailTests : IDisposable
{
    private const int Committed = 5;

    private readonly DataDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(20)]
    [InlineData(2_000)]
    [InlineData(200_000)]
    public async Task The_log_ends_before_the_hole_however_long_the_group_was(int lines)
    {
        byte[] content = LogWithHole(lines, groupTimestamp: 2, out int end);
        string path = _directory.WithLog("p", content);
        await using var driver = new FileSystemDriver(_directory.Path, new() { Durability = Durability.Buffered });
        AppendLog<JsonPayload> log = driver.Project("p").History;

        Assert.Equal(Committed, await log.ReadAsync().CountAsync());
        Assert.Equal(Committed + 1, (await log.AppendAsync(JsonPayload.Parse("0"))).FirstSeq);
        Assert.Equal(Committed + 1, await log.ReadAsync().CountAsync());
        Assert.Equal(content[end..], await File.ReadAllBytesAsync(path + ".quarantine"));
    }

    [Fact]
    public async Task A_backward_reader_of_a_long_group_is_told_that_it_was_never_committed()
    {
        _directory.WithLog("p", LogWithHole(2_000, groupTimestamp: 2, out _));
        await using var driver = new FileSystemDriver(_directory.Path);
        AppendLog<JsonPayload> log = driver.Project("p").History;
        await Assert.ThrowsAsync<LogRewoundException>(async () => await log.ReadAsync(new() { Reverse = true }).CountAsync());
        await log.AppendAsync(JsonPayload.Parse("0"));
        Assert.Equal(Committed + 1, await log.ReadAsync(new() { Reverse = true }).CountAsync());
    }

    [Fact]
    public async Task A_group_of_before_the_machine_was_started_is_looked_through_before_its_end_is_believed()
    {
        string path = _directory.WithLog("p", LogWithHole(300, groupTimestamp: 2, out _));
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        await using var driver = new FileSystemDriver(_directory.Path);
        AppendLog<JsonPayload> log = driver.Project("p").History;
        Assert.Equal(Committed, (await log.GetInfoAsync()).LastSeq);
        Assert.Equal(Committed, await log.ReadAsync(new() { Reverse = true }).CountAsync());
    }

    [Fact]
    public async Task A_hole_farther_back_than_unflushed_lines_reach_is_damage_and_nothing_behind_it_is_cut()
    {
        // Every line has a later timestamp than the one before: each was flushed before the next.
        byte[] content = LogWithHole(200_000, groupTimestamp: null, out _);
        string path = _directory.WithLog("p", content);
        await using var driver = new FileSystemDriver(_directory.Path, new() { Durability = Durability.Buffered });
        AppendLog<JsonPayload> log = driver.Project("p").History;
        await Assert.ThrowsAsync<LogCorruptException>(async () => await log.ReadAsync().CountAsync());
        Assert.Equal(Committed + 200_000 + 1, (await log.AppendAsync(JsonPayload.Parse("0"))).FirstSeq);
        Assert.False(File.Exists(path + ".quarantine"));
    }

    /// <summary>Five committed lines, then a group whose second sector was lost.</summary>
    private static byte[] LogWithHole(int lines, long? groupTimestamp, out int end)
    {
        var text = new StringBuilder();
        end = 0;
        for (int seq = 1; seq <= Committed + lines; seq++)
        {
            long timestamp = seq <= Committed ? 1 : groupTimestamp ?? seq;
            text.Append(null, $$"""{"seq":{{seq}},"ts":{{timestamp}},"data":"{{new string('x', 60)}}"}""").Append('\n');
            end = seq == Committed ? text.Length : end;
        }

        byte[] content = Encoding.UTF8.GetBytes(text.ToString());
        content.AsSpan(512, 512).Clear();
        end = content.AsSpan(0, 512).LastIndexOf((byte)'\n') + 1;
        return content;
    }
}
