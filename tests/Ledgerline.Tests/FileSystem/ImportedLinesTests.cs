using System.Globalization;

namespace Ledgerline.Tests.FileSystem;

/// <summary>What an import writes is what appends write, also for a crash.</summary>
public sealed class ImportedLinesTests : IDisposable
{
    private readonly DataDirectory _directory = new();
    private readonly FileSystemDriver _driver;

    public ImportedLinesTests()
    {
        _driver = new FileSystemDriver(_directory.Path);
        _driver.CreateProjectAsync("p").GetAwaiter().GetResult();
    }

    private AppendLog<JsonPayload> Log => _driver.Project("p").History;

    private string LogPath => _directory.Log("p");

    public void Dispose()
    {
        _driver.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _directory.Dispose();
    }

    [Fact]
    public async Task An_import_writes_one_batch_of_lines_with_their_own_times()
    {
        await Log.ImportAsync([Entry(7, 30), Entry(8, 30), Entry(9, -20), Entry(10, 40)]);
        string[] lines = await File.ReadAllLinesAsync(LogPath);
        Assert.Equal(
            ["""{"seq":7,"ts":30,"data":7,"more":true""", """{"seq":8,"ts":30,"data":8,"more":true""", """{"seq":9,"ts":-20,"data":9,"more":true""", """{"seq":10,"ts":40,"data":10"""],
            lines.Select(line => line[..line.IndexOf(",\"crc\":", StringComparison.Ordinal)]));
        Assert.False(File.Exists(LogPath + ".head"));
    }

    [Fact]
    public async Task A_tear_far_back_in_an_import_takes_all_of_it_back()
    {
        await Log.ImportAsync([Entry(1, 10)]);
        string text = new('x', 64 * 1024);
        await Log.ImportAsync(Enumerable.Range(2, 300).Select(i =>
            new LogEntry<JsonPayload>(i, DateTimeOffset.FromUnixTimeMilliseconds(i * 1000), JsonPayload.Parse($"\"{text}\""))));
        Assert.True(new FileInfo(LogPath).Length > 18 << 20);

        // As a crash leaves a sector that was not written yet, of a batch that nobody was told of.
        using (FileStream file = File.OpenWrite(LogPath))
        {
            file.Position = 100 * 1024;
            file.Write(new byte[512]);
        }

        await using var next = new FileSystemDriver(_directory.Path);
        Assert.Equal(new AppendResult(2, 2), await next.Project("p").History.AppendAsync(JsonPayload.Parse("2")));
        Assert.Equal(["1", "2"], next.Project("p").History.Read().Select(e => e.Data.ToString()));
    }

    [Fact]
    public async Task A_follower_of_an_empty_file_finds_where_the_log_begins()
    {
        string path = _directory.WithLog("p", ""u8);
        await using IAsyncEnumerator<LogEntry<JsonPayload>> subscription = Log.SubscribeAsync(0).GetAsyncEnumerator();
        ValueTask<bool> next = subscription.MoveNextAsync();
        await using var other = new FileSystemDriver(_directory.Path);
        await other.Project("p").History.ImportAsync([Entry(5, 1)]);
        Assert.Equal(5, (await Assert.ThrowsAsync<LogTruncatedException>(async () => await next)).FirstSeq);
        Assert.StartsWith("{\"seq\":5,", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }

    private static LogEntry<JsonPayload> Entry(long seq, long timestampMs) =>
        new(seq, DateTimeOffset.FromUnixTimeMilliseconds(timestampMs), JsonPayload.Parse(seq.ToString(CultureInfo.InvariantCulture)));
}
