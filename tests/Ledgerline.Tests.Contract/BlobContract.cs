using System.Text;

namespace Ledgerline.Tests.Contract;

/// <summary>Blobs: what is written is read back, versions, conditions, deletion, listing.</summary>
public abstract class BlobContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private BlobStore Files => Project.Files;

    private BlobStore RivalFiles => RivalProject.Files;

    [Fact]
    public async Task What_was_written_is_read_back_by_every_handle_in_every_form()
    {
        byte[] bytes = [0, 1, 255, 10, 13];
        await Files.WriteAsync("a/bytes.bin", bytes);
        await Files.WriteAsync("a/stream.bin", new MemoryStream(bytes));
        await Files.WriteAsync("text.txt", "naïve 🚀\n");
        Assert.Equal(bytes, await RivalFiles.ReadAllBytesAsync("a/bytes.bin"));
        Assert.Equal(bytes, await RivalFiles.ReadAllBytesAsync("a/stream.bin"));
        Assert.Equal("naïve 🚀\n", await RivalFiles.ReadAllTextAsync("text.txt"));
        Assert.Equal("naïve 🚀\n"u8.ToArray(), await Files.ReadAllBytesAsync("text.txt"));
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_no_error()
    {
        await Files.WriteAsync("a/b", "1");
        foreach (string path in new[] { "x", "a", "a/x", "a/b/c", "x/y/z" })
        {
            Assert.False(await Files.ExistsAsync(path), path);
            Assert.Null(await Files.StatAsync(path));
            Assert.Null(await Files.OpenReadAsync(path));
            Assert.Null(await Files.ReadAllBytesAsync(path));
            Assert.Null(await Files.ReadAllTextAsync(path));
            Assert.IsType<BlobDeleteResult.NotFound>(await Files.DeleteAsync(path));
            Assert.IsType<BlobDeleteResult.NotFound>(await Files.DeleteAsync(path, "anything"));
        }
    }

    [Fact]
    public async Task Stat_tells_path_length_and_the_ETag_of_the_write()
    {
        string etag = await WriteAsync("a/b", "12345");
        BlobInfo info = (await RivalFiles.StatAsync("a/b"))!;
        Assert.Equal(("a/b", 5L, etag), (info.Path, info.Length, info.ETag));
        Assert.Equal(info, await Files.StatAsync("a/b"));
        await using BlobReadStream stream = (await Files.OpenReadAsync("a/b"))!;
        Assert.Equal(info, stream.Info);
    }

    [Fact]
    public async Task A_blob_may_be_empty()
    {
        await Files.WriteAsync("empty", "");
        await Files.WriteAsync("empty-too", Stream.Null);
        Assert.Equal("", await Files.ReadAllTextAsync("empty"));
        Assert.Empty((await Files.ReadAllBytesAsync("empty-too"))!);
        Assert.Equal(0, (await Files.StatAsync("empty"))!.Length);
    }

    [Fact]
    public async Task A_later_write_replaces_the_whole_of_an_earlier_one()
    {
        await Files.WriteAsync("a", new string('x', 100_000));
        await RivalFiles.WriteAsync("a", "short");
        Assert.Equal("short", await Files.ReadAllTextAsync("a"));
        Assert.Equal(["a"], await Files.ListAsync().ToListAsync(Deadline));
    }

    [Fact]
    public async Task A_stream_is_read_from_where_it_is_and_stays_open()
    {
        using var source = new MemoryStream("0123456789"u8.ToArray()) { Position = 4 };
        await Files.WriteAsync("a", source);
        Assert.Equal("456789", await Files.ReadAllTextAsync("a"));
        Assert.True(source.CanRead);
    }

    [Fact]
    public async Task A_byte_order_mark_is_skipped_in_text_and_kept_in_bytes()
    {
        await Files.WriteAsync("a", new byte[] { 0xEF, 0xBB, 0xBF, 0x61 });
        Assert.Equal("a", await Files.ReadAllTextAsync("a"));
        Assert.Equal(4, (await Files.ReadAllBytesAsync("a"))!.Length);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_an_error_that_tells_where()
    {
        await Files.WriteAsync("a", new byte[] { 0xEF, 0xBB, 0xBF, 0x61, 0xFF });
        StorageException e = await Assert.ThrowsAsync<StorageException>(async () => await Files.ReadAllTextAsync("a"));
        Assert.Contains("offset 4", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("a", e.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_UTF8_cannot_say_is_refused_and_changes_nothing()
    {
        await Files.WriteAsync("a", "old");
        await Assert.ThrowsAsync<ArgumentException>(async () => await Files.WriteAsync("a", "half \uD83D"));
        Assert.Equal("old", await Files.ReadAllTextAsync("a"));
    }

    [Fact]
    public async Task IfAbsent_stores_only_where_nothing_is_stored()
    {
        var stored = Assert.IsType<BlobWriteResult.Stored>(await Files.WriteAsync("a/b", "1", PutCondition.IfAbsent));
        Assert.Equal(new BlobWriteResult.Conflict(stored.ETag), await RivalFiles.WriteAsync("a/b", "2", PutCondition.IfAbsent));
        Assert.Equal("1", await Files.ReadAllTextAsync("a/b"));
        await Files.DeleteAsync("a/b");
        Assert.IsType<BlobWriteResult.Stored>(await Files.WriteAsync("a/b", "3", PutCondition.IfAbsent));
    }

    [Fact]
    public async Task IfMatch_stores_only_over_that_version()
    {
        Assert.Equal(new BlobWriteResult.Conflict(null), await Files.WriteAsync("a", "0", PutCondition.IfMatch("anything")));
        string first = await WriteAsync("a", "1");
        var second = Assert.IsType<BlobWriteResult.Stored>(await RivalFiles.WriteAsync("a", "2", PutCondition.IfMatch(first)));
        Assert.Equal(new BlobWriteResult.Conflict(second.ETag), await Files.WriteAsync("a", "3", PutCondition.IfMatch(first)));
        Assert.Equal("2", await Files.ReadAllTextAsync("a"));
    }

    [Fact]
    public async Task A_condition_that_does_not_hold_leaves_a_stream_unread()
    {
        string etag = await WriteAsync("a", "1");
        using var source = new MemoryStream(new byte[10]);
        Assert.Equal(new BlobWriteResult.Conflict(etag), await Files.WriteAsync("a", source, PutCondition.IfAbsent));
        Assert.Equal(0, source.Position);
    }

    [Fact]
    public async Task Of_racing_writes_with_IfAbsent_exactly_one_is_stored()
    {
        BlobStore[] handles = [Files, RivalFiles];
        for (int round = 0; round < 20; round++)
        {
            string path = $"d{round}/k";
            BlobWriteResult[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
                await handles[n % 2].WriteAsync(path, $"{n}", PutCondition.IfAbsent, Durability.Buffered))));
            Assert.Single(results.OfType<BlobWriteResult.Stored>());
        }
    }

    [Fact]
    public async Task Deleting_says_whether_there_was_a_blob()
    {
        await Files.WriteAsync("a", "1");
        Assert.IsType<BlobDeleteResult.Deleted>(await RivalFiles.DeleteAsync("a"));
        Assert.IsType<BlobDeleteResult.NotFound>(await Files.DeleteAsync("a"));
        Assert.False(await Files.ExistsAsync("a"));
    }

    [Fact]
    public async Task Deleting_with_an_ETag_deletes_only_that_version()
    {
        string first = await WriteAsync("a", "1");
        string second = await WriteAsync("a", "2");
        Assert.Equal(new BlobDeleteResult.Conflict(second), await Files.DeleteAsync("a", first));
        Assert.Equal("2", await Files.ReadAllTextAsync("a"));
        Assert.IsType<BlobDeleteResult.Deleted>(await RivalFiles.DeleteAsync("a", second));
    }

    [Fact]
    public async Task Of_racing_deletions_exactly_one_deletes()
    {
        BlobStore[] handles = [Files, RivalFiles];
        for (int round = 0; round < 20; round++)
        {
            await WriteAsync("d/a", $"{round}");
            BlobDeleteResult[] results = await Task.WhenAll(Enumerable.Range(0, 6).Select(n =>
                Task.Run(async () => await handles[n % 2].DeleteAsync("d/a"))));
            Assert.Single(results.OfType<BlobDeleteResult.Deleted>());
            Assert.Equal(5, results.OfType<BlobDeleteResult.NotFound>().Count());
        }
    }

    [Fact]
    public async Task All_paths_are_listed_and_those_with_a_prefix()
    {
        string[] paths = ["a", "b/a", "b/ab/c", "b/ab/d", "b/b", "ba", "z/y/x/w"];
        foreach (string path in paths)
        {
            await WriteAsync(path, "1");
        }

        await WriteAsync("gone/a", "1");
        await Files.DeleteAsync("gone/a");
        Assert.Equal(paths, await ListAsync(null));
        Assert.Equal(paths, await ListAsync(""));
        Assert.Equal(["b/a", "b/ab/c", "b/ab/d", "b/b", "ba"], await ListAsync("b"));
        Assert.Equal(["b/a", "b/ab/c", "b/ab/d", "b/b"], await ListAsync("b/"));
        Assert.Equal(["b/a", "b/ab/c", "b/ab/d"], await ListAsync("b/a"));
        Assert.Equal(["b/ab/c", "b/ab/d"], await ListAsync("b/ab/"));
        Assert.Equal(["z/y/x/w"], await ListAsync("z/y/x/w"));
        Assert.Empty(await ListAsync("z/y/x/w/"));
        Assert.Empty(await ListAsync("B"));
        Assert.Empty(await ListAsync("gone/"));
        Assert.Empty(await ListAsync("no/such/directory/"));
    }

    [Fact]
    public async Task Documents_and_logs_are_no_blobs()
    {
        await Project.Meta.PutAsync("settings", JsonPayload.Parse("1"));
        await Log.AppendAsync(Event(1));
        Assert.Empty(await ListAsync(null));
        await WriteAsync("settings.json", "blob");
        await WriteAsync("history.jsonl", "blob");
        Assert.Equal("1", ((KvGetResult<JsonPayload>.Found)await Project.Meta.GetAsync("settings")).Value.ToString());
        Assert.Equal(["history"], await Project.ListLogsAsync(Deadline).ToListAsync(Deadline));
        Assert.Equal(["settings"], await Project.Meta.ListAsync().ToListAsync(Deadline));
        Assert.Single(await ReadAsync());
    }

    [Fact]
    public async Task Projects_are_apart()
    {
        await Driver.CreateProjectAsync("p_other");
        await WriteAsync("a", "here");
        Assert.False(await Driver.Project("p_other").Files.ExistsAsync("a"));
        Assert.Empty(await Driver.Project("p_other").Files.ListAsync().ToListAsync(Deadline));
    }

    [Fact]
    public async Task A_project_that_does_not_exist_has_no_files()
    {
        BlobStore missing = Driver.Project("p_missing").Files;
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await missing.ExistsAsync("a"));
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await missing.StatAsync("a"));
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await missing.OpenReadAsync("a"));
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await missing.WriteAsync("a", "1"));
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await missing.WriteAsync("a", new MemoryStream([1])));
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await missing.DeleteAsync("a"));
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await missing.ListAsync().ToListAsync());
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await missing.WatchAsync().ToListAsync());
        Assert.Throws<ProjectNotFoundException>(() => missing.Subscribe(_ => { }));
        Assert.Equal([ProjectId], await Driver.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task A_source_that_throws_leaves_what_was_there()
    {
        await Files.WriteAsync("a", "old");
        InvalidDataException e = await Assert.ThrowsAsync<InvalidDataException>(
            async () => await Files.WriteAsync("a", new FailingStream(300_000)));
        Assert.Equal("the source failed", e.Message);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await Files.WriteAsync("d/b", new FailingStream(0)));
        Assert.Equal("old", await Files.ReadAllTextAsync("a"));
        Assert.Equal(["a"], await ListAsync(null));
        await Files.WriteAsync("d", "a directory was not left");
    }

    [Fact]
    public async Task A_write_that_is_cancelled_while_it_streams_leaves_what_was_there()
    {
        await Files.WriteAsync("a", "old");
        using var cancel = new CancellationTokenSource();
        var source = new StallingStream(300_000);
        Task write = Files.WriteAsync("a", source, cancellationToken: cancel.Token).AsTask();
        await source.Stalled.WaitAsync(Deadline);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write.WaitAsync(Deadline));
        Assert.Equal("old", await Files.ReadAllTextAsync("a"));
        Assert.Equal(["a"], await ListAsync(null));
    }

    [Fact]
    public async Task A_slow_write_keeps_nobody_from_writing()
    {
        using var cancel = new CancellationTokenSource();
        var source = new StallingStream(10);
        Task write = Files.WriteAsync("slow", source, cancellationToken: cancel.Token).AsTask();
        await source.Stalled.WaitAsync(Deadline);
        await WriteAsync("slow", "meanwhile");
        await RivalFiles.WriteAsync("other", "meanwhile");
        Assert.IsType<BlobDeleteResult.Deleted>(await RivalFiles.DeleteAsync("other"));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        Assert.Equal("meanwhile", await RivalFiles.ReadAllTextAsync("slow"));
    }

    [Fact]
    public async Task A_write_that_began_in_a_project_that_was_deleted_does_not_reach_the_one_that_was_made_anew()
    {
        var source = new StallingStream(300_000);
        Task write = Files.WriteAsync("a", source).AsTask();
        await source.Stalled.WaitAsync(Deadline);
        await Rival.DeleteProjectAsync(ProjectId);
        await Driver.CreateProjectAsync(ProjectId);
        source.Release();
        await Assert.ThrowsAsync<ProjectNotFoundException>(() => write.WaitAsync(Deadline));
        Assert.Empty(await ListAsync(null));
    }

    [Theory]
    [InlineData(Durability.Flushed)]
    [InlineData(Durability.Buffered)]
    public async Task Blobs_are_there_at_every_durability(Durability durability)
    {
        Assert.IsType<BlobWriteResult.Stored>(await Files.WriteAsync("d/a", "1", durability: durability));
        Assert.IsType<BlobWriteResult.Stored>(await Files.WriteAsync("d/b", new MemoryStream(new byte[20_000_000]), durability: durability));
        Assert.Equal("1", await RivalFiles.ReadAllTextAsync("d/a"));
        Assert.Equal(20_000_000, (await RivalFiles.StatAsync("d/b"))!.Length);
    }

    [Fact]
    public async Task Changing_the_bytes_after_the_write_does_not_change_what_is_stored()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("before");
        await Files.WriteAsync("a", bytes);
        bytes.AsSpan().Fill((byte)'x');
        byte[] read = (await Files.ReadAllBytesAsync("a"))!;
        read.AsSpan().Fill((byte)'y');
        Assert.Equal("before", await Files.ReadAllTextAsync("a"));
    }

    private async Task<string> WriteAsync(string path, string content) =>
        Assert.IsType<BlobWriteResult.Stored>(await Files.WriteAsync(path, content, durability: Durability.Buffered)).ETag;

    private async Task<List<string>> ListAsync(string? prefix)
    {
        List<string> paths = await RivalFiles.ListAsync(prefix, Deadline).ToListAsync(Deadline);
        paths.Sort(StringComparer.Ordinal);
        return paths;
    }
}
