namespace Ledgerline.Tests.FileSystem.RealDisk;

/// <summary>A file system that is full, out of inodes or read-only: appends are refused, nothing is torn, and they go on afterwards.</summary>
public sealed class FullDiskTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [MountFact]
    public async Task Without_room_an_append_leaves_no_torn_line_and_appends_go_on_when_there_is_room_again()
    {
        using var mount = new MountedDirectory("size=1m");
        await using var driver = new FileSystemDriver(mount.Path);
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        List<long> acknowledged = [(await log.AppendAsync(Payload(100))).FirstSeq];
        for (int round = 0; round < 3; round++)
        {
            mount.Fill(bytes: 40_000);
            StorageException refused = await Assert.ThrowsAsync<StorageException>(async () =>
            {
                // Lines of such a length break somewhere on a page, not between two.
                while (true)
                {
                    acknowledged.Add((await log.AppendAsync(Payload(3001))).FirstSeq);
                }
            });
            Assert.Contains("No space left", refused.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<StorageException>(async () => await log.AppendBatchAsync(Enumerable.Repeat(Payload(3001), 5)));
            await CheckAsync(mount, log, acknowledged);

            mount.Empty();
            acknowledged.Add((await log.AppendAsync(Payload(3001))).FirstSeq);
            await CheckAsync(mount, log, acknowledged);
        }
    }

    [MountFact]
    public async Task Without_room_everyone_who_appends_is_refused_or_acknowledged_rightly()
    {
        using var mount = new MountedDirectory("size=1m");
        await using var driver = new FileSystemDriver(mount.Path);
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        await log.AppendAsync(Payload(100));
        mount.Fill(bytes: 40_000);
        long[][] appended = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            List<long> own = [];
            for (int failures = 0; failures < 5;)
            {
                try
                {
                    own.Add((await log.AppendAsync(Payload(2001))).FirstSeq);
                }
                catch (StorageException)
                {
                    failures++;
                }
            }

            return own.ToArray();
        }))).WaitAsync(Deadline);
        List<long> acknowledged = [1, .. appended.SelectMany(own => own).Order()];
        await CheckAsync(mount, log, acknowledged);
        mount.Empty();
        acknowledged.Add((await log.AppendAsync(Payload(2001))).FirstSeq);
        await CheckAsync(mount, log, acknowledged);
    }

    [MountFact]
    public async Task Without_inodes_known_logs_are_appended_to_and_what_needs_a_file_changes_nothing()
    {
        using var mount = new MountedDirectory("size=4m,nr_inodes=40");
        await using var driver = new FileSystemDriver(mount.Path);
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        await log.AppendBatchAsync([Payload(1), Payload(2), Payload(3)]);
        string filler = Directory.CreateDirectory(mount.Filler).FullName;
        for (int i = 0; Record.Exception(() => File.WriteAllText(Path.Combine(filler, $"{i}"), "")) is null; i++)
        {
        }

        Assert.Equal(4, (await log.AppendAsync(Payload(4))).FirstSeq);
        await Assert.ThrowsAsync<StorageException>(async () => await driver.Project("p").Log("other").AppendAsync(Payload(1)));
        await Assert.ThrowsAsync<StorageException>(async () => await log.TruncateBeforeAsync(2));
        await Assert.ThrowsAsync<StorageException>(async () => await driver.Project("p").Meta.PutAsync("key", Payload(1)));
        await CheckAsync(mount, log, [1, 2, 3, 4]);

        Directory.Delete(filler, recursive: true);
        Assert.Equal(2, (await log.TruncateBeforeAsync(2)).Removed);
        Assert.Equal(5, (await log.AppendAsync(Payload(5))).FirstSeq);
        Assert.Equal(1, (await driver.Project("p").Log("other").AppendAsync(Payload(1))).FirstSeq);
        await driver.Project("p").Meta.PutAsync("key", Payload(1));
        await CheckAsync(mount, log, [3, 4, 5]);
    }

    [MountFact]
    public async Task Where_nobody_may_write_logs_are_read_and_followed_and_appends_go_on_when_one_may()
    {
        using var mount = new MountedDirectory("size=1m");
        await using var driver = new FileSystemDriver(mount.Path);
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        await log.AppendAsync(Payload(1));

        // A file system with an open file to write to does not become read-only.
        await driver.DisposeAsync();
        mount.MakeReadOnly();
        await using var again = new FileSystemDriver(mount.Path);
        log = again.Project("p").History;
        foreach (Func<Task> write in (Func<Task>[])
        [
            async () => await log.AppendAsync(Payload(2)),
            async () => await log.TruncateBeforeAsync(1),
            async () => await again.Project("p").Log("other").AppendAsync(Payload(2)),
            async () => await again.CreateProjectAsync("q"),
        ])
        {
            StorageException refused = await Assert.ThrowsAsync<StorageException>(write);
            Assert.Contains("read-only", refused.Message, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(1, (await log.GetInfoAsync()).LastSeq);
        await CheckAsync(mount, log, [1]);
        await using IAsyncEnumerator<LogEntry<JsonPayload>> live = log.SubscribeAsync(0).GetAsyncEnumerator();
        Assert.True(await live.MoveNextAsync());

        mount.MakeWritable();
        Assert.Equal(2, (await log.AppendAsync(Payload(2))).FirstSeq);
        Assert.True(await live.MoveNextAsync().AsTask().WaitAsync(Deadline));
        await CheckAsync(mount, log, [1, 2]);
    }

    private static JsonPayload Payload(int length) => JsonPayload.Parse($"\"{new string('x', length)}\"");

    /// <summary>The log is what was acknowledged, here and for another driver, and its file ends with a line.</summary>
    private static async Task CheckAsync(MountedDirectory mount, AppendLog<JsonPayload> log, List<long> acknowledged)
    {
        await using var other = new FileSystemDriver(mount.Path);
        Assert.Equal(acknowledged, await log.ReadAsync().Select(e => e.Seq).ToListAsync());
        Assert.Equal(acknowledged, await other.Project("p").History.ReadAsync().Select(e => e.Seq).ToListAsync());
        byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(mount.Path, "projects/p/.meta/history.jsonl"));
        Assert.Equal((byte)'\n', bytes[^1]);
        Assert.Equal(acknowledged.Count, bytes.Count(b => b == '\n'));
    }
}
