using System.Text;
using Ledgerline.Drivers;

namespace Ledgerline.Tests.FileSystem;

/// <summary>What a reader leaves for the next one is used only as long as it is true, whoever changes the log meanwhile.</summary>
public sealed class KeptViewTests : IDisposable
{
    private const string ProjectId = "p";

    private readonly DataDirectory _directory = DataDirectory.InMemory();
    private readonly CountingDisk _disk = new();
    private readonly FileSystemDriver _driver;
    private readonly FileSystemDriver _other;

    private AppendLog<JsonPayload> Log => _driver.Project(ProjectId).History;

    /// <summary>The same log as another process uses it: nothing is shared but the files.</summary>
    private AppendLog<JsonPayload> Other => _other.Project(ProjectId).History;

    private string Path => _directory.Log(ProjectId);

    public KeptViewTests()
    {
        _driver = new FileSystemDriver(_directory.Path, null, _disk);
        _other = new FileSystemDriver(_directory.Path, null, new FaultyDisk { Flushes = false });
        _driver.CreateProjectAsync(ProjectId).GetAwaiter().GetResult();
        Other.AppendBatch(Payloads(1, 500));
        AssertReadsAsync(1, 500).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _driver.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _other.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_log_that_is_read_again_is_not_opened_again()
    {
        _disk.Reset();
        await AssertReadsAsync(1, 500);
        Assert.Equal(0, _disk.Opens);
    }

    [Fact]
    public void The_last_entries_of_a_log_that_nobody_wrote_to_are_not_read_again()
    {
        JsonPayload[] expected = [.. Payloads(491, 500).Reverse()];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(expected, Log.Read(new() { Reverse = true, Limit = 10 }).Select(e => e.Data));
            Assert.Equal(i > 0, _disk.Reads == 0);
            _disk.Reset();
        }

        // Who wants more reads only what comes before.
        Assert.Equal(Payloads(1, 500).Reverse(), Log.Read(new() { Reverse = true }).Select(e => e.Data));
        Assert.InRange(_disk.BytesRead, 1, new FileInfo(Path).Length - 1);

        Other.Append(Payload(501));
        Assert.Equal(Payload(501), Log.Read(new() { Reverse = true, Limit = 1 }).Single().Data);
    }

    [Fact]
    public void The_last_entry_that_was_written_over_by_hand_is_read_anew()
    {
        Assert.Equal(Payload(500), Log.Read(new() { Reverse = true, Limit = 1 }).Single().Data);
        Assert.Equal(Payload(500), Log.Read(new() { Reverse = true, Limit = 1 }).Single().Data);
        var written = File.GetLastWriteTimeUtc(Path);
        string last = File.ReadLines(Path).Last();
        using (FileStream file = File.OpenWrite(Path))
        {
            string line = """{"seq":500,"ts":5,"data":7""";
            file.Position = file.Length - last.Length - 1;
            file.Write(Encoding.UTF8.GetBytes(line.PadRight(last.Length - 1) + "}\n"));
        }

        File.SetLastWriteTimeUtc(Path, written.AddSeconds(1));
        Assert.Equal("7", Encoding.UTF8.GetString(Log.Read(new() { Reverse = true, Limit = 1 }).Single().Data.Utf8.Span));
    }

    [Fact]
    public async Task Entries_that_were_appended_are_read()
    {
        for (int i = 501; i <= 520; i++)
        {
            await (i % 2 == 0 ? Other : Log).AppendAsync(Payload(i));
            await AssertReadsAsync(1, i);
        }
    }

    [Fact]
    public async Task A_truncated_log_is_read_from_its_new_beginning()
    {
        await Other.TruncateBeforeAsync(200);
        await AssertReadsAsync(201, 500);
        await Log.TruncateBeforeAsync(300);
        await AssertReadsAsync(301, 500);
        await Other.TruncateBeforeAsync(500);
        await AssertReadsAsync(501, 500);
        await Other.AppendAsync(Payload(501));
        await AssertReadsAsync(501, 501);
    }

    [Fact]
    public async Task A_log_that_was_deleted_and_begun_again_is_the_new_one()
    {
        await Other.DeleteAsync();
        await AssertReadsAsync(1, 0);
        await Other.AppendBatchAsync(Payloads(1, 500));
        await AssertReadsAsync(1, 500);

        await Other.DeleteAsync();
        await Other.AppendBatchAsync(Payloads(1, 500, offset: 1000));
        await AssertReadsAsync(1, 500, offset: 1000);
    }

    [Fact]
    public async Task A_file_that_was_put_in_place_by_hand_is_the_log()
    {
        byte[] content = await File.ReadAllBytesAsync(Path);
        await Other.AppendBatchAsync(Payloads(501, 520));
        await AssertReadsAsync(1, 520);
        await File.WriteAllBytesAsync(Path + ".restored", content);
        File.Move(Path + ".restored", Path, overwrite: true);
        await AssertReadsAsync(1, 500);
        File.Delete(Path);
        await AssertReadsAsync(1, 0);
    }

    [Fact]
    public async Task A_file_that_was_written_over_by_hand_is_read_anew()
    {
        string[] lines = await File.ReadAllLinesAsync(Path);
        var written = File.GetLastWriteTimeUtc(Path);

        // The same length, other entries: as an editor does that writes in place.
        using (FileStream file = File.OpenWrite(Path))
        {
            foreach (int n in Enumerable.Range(1, 500))
            {
                string line = $"{{\"seq\":{n + 1000},\"ts\":5,\"data\":\"{n + 1000}\"";
                file.Write(Encoding.UTF8.GetBytes(line.PadRight(lines[n - 1].Length - 1) + "}\n"));
            }
        }

        File.SetLastWriteTimeUtc(Path, written.AddSeconds(1));
        Assert.Equal(1500, (await Log.GetInfoAsync()).LastSeq);
        Assert.Equal(1001, (await Log.ReadAsync().FirstAsync()).Seq);
        Assert.Equal(1500, (await Log.ReadAsync(new() { Reverse = true }).FirstAsync()).Seq);
    }

    [Fact]
    public async Task Entries_that_were_cut_are_gone()
    {
        // What is not acknowledged may be seen by another process, and be taken back.
        var failing = new FaultyDisk();
        await using var third = new FileSystemDriver(_directory.Path, null, failing);
        List<long> seen = [];
        failing.OnCall = call =>
        {
            if (call != "flush history.jsonl")
            {
                return null;
            }

            failing.OnCall = static _ => null;
            seen.Add(Log.Read(new() { Reverse = true, Limit = 1 }).Single().Seq);
            return FaultyDisk.Failure;
        };
        await Assert.ThrowsAsync<StorageException>(
            async () => await third.Project(ProjectId).History.AppendAsync(Payload(501)));
        Assert.Equal([501], seen);
        await AssertReadsAsync(1, 500);
        await Other.AppendAsync(Payload(777));
        Assert.Equal(Payload(777), Log.Read(new() { SinceSeq = 500 }).Single().Data);
    }

    [Fact]
    public async Task Readers_side_by_side_do_not_disturb_each_other()
    {
        await using IAsyncEnumerator<LogEntry<JsonPayload>> first = Log.ReadAsync().GetAsyncEnumerator();
        using IEnumerator<LogEntry<JsonPayload>> second = Log.Read(new() { Reverse = true }).GetEnumerator();
        for (int i = 1; i <= 500; i++)
        {
            Assert.True(await first.MoveNextAsync() && second.MoveNext());
            Assert.Equal((i, 501 - i), (first.Current.Seq, second.Current.Seq));
            await AssertReadsAsync(1, 500, step: 499);
        }
    }

    [Fact]
    public async Task A_reader_that_was_disposed_has_nothing_left_to_move_on()
    {
        ILogStore store = _driver.Project(ProjectId).Store.OpenLog("history");
        LogCursor left = store.OpenReader(new());
        Assert.True(left.MoveNext());
        left.Dispose();
        left.Dispose();
        Assert.Throws<ObjectDisposedException>(() => left.MoveNext());
        using LogCursor next = store.OpenReader(new());
        using LogCursor beside = store.OpenReader(new());
        Assert.True(next.MoveNext() && beside.MoveNext());
        await AssertReadsAsync(1, 500);
    }

    [Fact]
    public async Task A_driver_keeps_a_bounded_number_of_descriptors_however_many_logs_are_read()
    {
        var disk = new FaultyDisk { Flushes = false };
        await using (var driver = new FileSystemDriver(_directory.Path, null, disk))
        {
            Project project = driver.Project(ProjectId);
            for (int i = 0; i < 200; i++)
            {
                AppendLog<JsonPayload> log = project.Log($"log{i}");
                await log.AppendAsync(Payload(1));
                Assert.Single(log.Read());
                Assert.InRange(disk.OpenFiles.Count, 0, 64);
            }
        }

        Assert.Empty(disk.OpenFiles);
    }

    private static JsonPayload Payload(int n) => JsonPayload.Parse($"{n + 10_000}");

    private static IEnumerable<JsonPayload> Payloads(int first, int last, int offset = 0) =>
        Enumerable.Range(first + offset, last - first + 1).Select(Payload);

    /// <summary>Each way to read finds exactly the entries of these numbers.</summary>
    private async Task AssertReadsAsync(int first, int last, int offset = 0, int step = 100)
    {
        JsonPayload[] expected = [.. Payloads(first, last, offset)];
        Assert.Equal(expected, await Log.ReadAsync().Select(e => e.Data).ToArrayAsync());
        Assert.Equal(expected.Reverse(), Log.Read(new() { Reverse = true }).Select(e => e.Data));
        for (int seq = first; seq <= last; seq += step)
        {
            Assert.Equal(Payload(seq + offset), Log.Read(new() { SinceSeq = seq - 1, Limit = 1 }).Single().Data);
        }

        LogInfo info = await Log.GetInfoAsync();
        Assert.Equal((last, expected.Length), (info.LastSeq, info.Count));
        Assert.Equal(Log.Read(new() { Limit = 1 }).Select(e => (DateTimeOffset?)e.Timestamp).SingleOrDefault(), info.FirstTimestamp);
    }
}
