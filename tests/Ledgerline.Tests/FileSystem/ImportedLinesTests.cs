using System.Globalization;
using Ledgerline.FileSystem;

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

    [Fact]
    public async Task Numbers_that_are_left_out_are_declared_lost_in_the_line_behind_them()
    {
        await Log.ImportAsync([Entry(7, 30), Entry(8, 30), Entry(11, 30)], afterSeq: 3);
        await Log.ImportAsync([Entry(14, 30), Entry(15, 30)], afterSeq: 11);
        await Log.ImportCountAsync(15, 18, DateTimeOffset.FromUnixTimeMilliseconds(40));
        Assert.StartsWith("""{"seq":18,"ts":40,"completed":false,"lost":3,"crc":""", await File.ReadAllTextAsync(LogPath + ".head"), StringComparison.Ordinal);
        await Log.ImportAsync([Entry(20, 50)], afterSeq: 18);
        string[] lines = await File.ReadAllLinesAsync(LogPath);
        Assert.Equal(
            [
                """{"seq":7,"ts":30,"data":7,"more":true""",
                """{"seq":8,"ts":30,"data":8,"more":true""",
                """{"seq":11,"ts":30,"data":11,"lost":2""",
                """{"seq":14,"ts":30,"data":14,"lost":2,"more":true""",
                """{"seq":15,"ts":30,"data":15""",
                """{"seq":20,"ts":50,"data":20,"lost":4""",
            ],
            lines.Select(line => line[..line.IndexOf(",\"crc\":", StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_batch_with_a_gap_in_it_stays_one_when_a_repair_copies_it()
    {
        await Log.ImportAsync([Entry(1, 10)]);
        await Log.ImportAsync([Entry(2, 10), Entry(5, 10), Entry(6, 10)], afterSeq: 1);
        string[] lines = await File.ReadAllLinesAsync(LogPath);
        await File.WriteAllTextAsync(LogPath, string.Join('\n', [lines[0].Replace("data\":1", "data\":2", StringComparison.Ordinal), .. lines[1..], ""]));
        Assert.True((await Log.RepairAsync()).Changed);
        Assert.Equal(lines[1..], await File.ReadAllLinesAsync(LogPath));
    }

    [Theory]
    [InlineData(DiskFault.Once, 3)]
    [InlineData(DiskFault.UntilMended, 3)]
    [InlineData(DiskFault.Death, 3)]
    [InlineData(DiskFault.Once, 0)]
    [InlineData(DiskFault.Death, 0)]
    public async Task Whichever_call_fails_the_count_has_gone_on_or_not_and_no_entry_is_lost(DiskFault fault, int entries)
    {
        bool wasReached = true;
        for (int failAt = 1; wasReached; failAt++)
        {
            using var directory = DataDirectory.InMemory();
            using (FileSystemDriverScope setup = new(directory.Path))
            {
                await setup.Driver.CreateProjectAsync("p");
            }

            var disk = new FaultyDisk { Flushes = false };
            await using var driver = new FileSystemDriver(directory.Path, null, disk);
            AppendLog<JsonPayload> log = driver.Project("p").History;
            await log.AppendBatchAsync(Enumerable.Repeat(JsonPayload.Parse("1"), entries));
            int calls = 0;
            disk.OnCall = call => ++calls < failAt || (calls > failAt && fault == DiskFault.Once) ? null
                : fault == DiskFault.Death ? new ProcessDeathException()
                : new StorageException("use", call, "Input/output error", "Look at the test.");
            bool hasGoneOn = false;
            try
            {
                await log.ImportCountAsync(entries, 8, DateTimeOffset.UnixEpoch.AddYears(100));
                hasGoneOn = true;
            }
            catch (Exception e) when (e is StorageException or ProcessDeathException)
            {
                // Told of, so that either may be.
            }

            wasReached = calls >= failAt;
            if (fault == DiskFault.Death && wasReached)
            {
                foreach (DiskFile file in disk.OpenFiles.Keys)
                {
                    file.Dispose();
                }
            }
            else
            {
                disk.OnCall = static _ => null;
                Assert.Contains((await log.GetInfoAsync()).LastSeq, new long[] { hasGoneOn ? 8 : entries, 8 });
            }

            using FileSystemDriverScope next = new(directory.Path);
            LogInfo info = await next.Log.GetInfoAsync();
            Assert.Contains(info.LastSeq, new long[] { hasGoneOn ? 8 : entries, 8 });
            Assert.Equal(entries, next.Log.Read().Count());
            Assert.Equal(info.LastSeq + 1, (await next.Log.AppendAsync(JsonPayload.Parse("2"))).FirstSeq);
            Assert.Empty(await next.Log.VerifyAsync().Where(f => f.Kind != LogFaultKind.TemporaryFile).ToListAsync());
        }
    }

    private static LogEntry<JsonPayload> Entry(long seq, long timestampMs) =>
        new(seq, DateTimeOffset.FromUnixTimeMilliseconds(timestampMs), JsonPayload.Parse(seq.ToString(CultureInfo.InvariantCulture)));
}
