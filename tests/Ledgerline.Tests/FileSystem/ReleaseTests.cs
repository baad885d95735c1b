using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>A file that was replaced is closed, also where nobody waits for that.</summary>
public sealed class ReleaseTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly DataDirectory _directory = DataDirectory.InMemory();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(32 << 20)]
    public void A_released_file_is_closed(int length)
    {
        string path = Path.Combine(_directory.Path, "released");
        DiskFile file = Disk.Real.Open(path, DiskOpen.CreateNew)!;
        file.SetLength(length);
        Assert.True(IsOpen(path));
        Disk.Real.Release(file, length);
        Assert.True(SpinWait.SpinUntil(() => !IsOpen(path), Deadline));
    }

    [Fact]
    public async Task The_log_that_a_truncation_replaced_is_closed()
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        JsonPayload large = JsonPayload.Parse($"\"{new string('x', 1 << 20)}\"");
        for (int i = 0; i < 20; i++)
        {
            await log.AppendAsync(large);
        }

        await log.TruncateBeforeAsync(19);
        Assert.True(SpinWait.SpinUntil(() => !IsOpen("history.jsonl (deleted)"), Deadline));
        Assert.Equal(20, (await log.ReadAsync().SingleAsync()).Seq);
    }

    private bool IsOpen(string end) => Directory.GetFiles("/proc/self/fd").Any(descriptor =>
        new FileInfo(descriptor).LinkTarget is { } target
        && target.StartsWith(_directory.Path, StringComparison.Ordinal)
        && target.EndsWith(end, StringComparison.Ordinal));
}
