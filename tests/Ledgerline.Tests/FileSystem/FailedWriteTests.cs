using Ledgerline.Drivers;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>A write that fails is taken back, told to everyone who waited for it, and never acknowledged by what follows.</summary>
public sealed class FailedWriteTests : IDisposable
{
    private readonly DataDirectory _directory = new();
    private readonly FaultyDisk _disk = new();
    private readonly FileSystemDriver _driver;
    private readonly AppendLog<JsonPayload> _log;

    public FailedWriteTests()
    {
        _driver = new FileSystemDriver(_directory.Path, null, _disk);
        _driver.CreateProjectAsync("p").GetAwaiter().GetResult();
        _log = _driver.Project("p").History;
    }

    public void Dispose()
    {
        _driver.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_failed_write_leaves_no_torn_line_and_appends_go_on()
    {
        await AppendAsync(1);
        byte[] before = await File.ReadAllBytesAsync(_directory.Log("p"));
        FailOnce("write history.jsonl");
        await Assert.ThrowsAsync<StorageException>(() => AppendAsync(2));
        Assert.Equal(before, await File.ReadAllBytesAsync(_directory.Log("p")));

        Assert.Equal(2, await AppendAsync(3));
        Assert.Equal(["1", "3"], await DataAsync());
    }

    [Fact]
    public async Task Taking_a_write_back_on_a_full_disk_needs_no_room()
    {
        await AppendAsync(1);
        Assert.Equal(8, new FileInfo(_directory.Log("p") + ".lock").Length);
        FailOnce("write history.jsonl");
        await Assert.ThrowsAsync<StorageException>(() => AppendAsync(2));
        Assert.Equal(8, new FileInfo(_directory.Log("p") + ".lock").Length);
        Assert.False(File.Exists(_directory.Log("p") + ".quarantine"));
    }

    [Fact]
    public async Task A_failed_first_write_leaves_an_empty_log()
    {
        FailOnce("write history.jsonl");
        await Assert.ThrowsAsync<StorageException>(() => AppendAsync(1));
        Assert.Empty(await DataAsync());
        Assert.Equal(1, await AppendAsync(1));
    }

    [Fact]
    public async Task A_failed_flush_fails_every_append_that_waited_for_it()
    {
        await AppendAsync(1);
        FailOnce("flush history.jsonl");
        Task<long>[] appends = [.. Enumerable.Range(2, 20).Select(AppendAsync)];
        Exception?[] failures = await Task.WhenAll(appends.Select(async append => await Record.ExceptionAsync(() => append)));
        int failed = failures.Count(f => f is not null);
        Assert.InRange(failed, 1, 20);
        Assert.Equal(1 + 20 - failed, (await DataAsync()).Count);
    }

    [Fact]
    public async Task After_a_failed_flush_the_log_is_written_to_a_new_file_before_the_next_append()
    {
        await AppendAsync(1);
        FileIdentity before = Disk.Real.Status(_directory.Log("p"))!.Value.Identity;
        FailOnce("flush history.jsonl");
        await Assert.ThrowsAsync<StorageException>(() => AppendAsync(2));

        Assert.NotEqual(before, Disk.Real.Status(_directory.Log("p"))!.Value.Identity);
        Assert.Equal(["1"], await DataAsync());
        Assert.Equal(2, await AppendAsync(3));
        Assert.Equal(["1", "3"], await DataAsync());
    }

    [Fact]
    public async Task While_the_new_file_cannot_be_written_nothing_is_acknowledged()
    {
        await AppendAsync(1);
        bool isBroken = true;
        _disk.OnCall = call => isBroken && call.StartsWith("flush history.jsonl", StringComparison.Ordinal) ? FaultyDisk.Failure : null;
        for (int i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<StorageException>(() => AppendAsync(2));
            Assert.Equal(["1"], await DataAsync());
        }

        isBroken = false;
        _disk.ForgetCalls();
        Assert.Equal(2, await AppendAsync(3));
        Assert.Contains(_disk.CallsSoFar(), call => call == "rename history.jsonl");
        Assert.Equal(["1", "3"], await DataAsync());
        Assert.Empty(Directory.GetFiles(_directory.Path, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task While_the_new_file_cannot_be_written_another_process_writes_it_before_it_appends()
    {
        await AppendAsync(1);
        _disk.OnCall = call => call.StartsWith("flush history.jsonl", StringComparison.Ordinal) ? FaultyDisk.Failure : null;
        await Assert.ThrowsAsync<StorageException>(() => AppendAsync(2));

        var disk = new FaultyDisk();
        await using var other = new FileSystemDriver(_directory.Path, null, disk);
        Assert.Equal(2, (await other.Project("p").History.AppendAsync(JsonPayload.Parse("3"))).FirstSeq);
        int rewritten = disk.CallsSoFar().IndexOf("rename history.jsonl");
        Assert.InRange(rewritten, 0, disk.CallsSoFar().IndexOf("write history.jsonl"));
        disk.ForgetCalls();
        await other.Project("p").History.AppendAsync(JsonPayload.Parse("4"));
        Assert.DoesNotContain("rename history.jsonl", disk.CallsSoFar());

        _disk.OnCall = static _ => null;
        Assert.Equal(4, await AppendAsync(5));
        Assert.Equal(["1", "3", "4", "5"], await DataAsync());
    }

    [Fact]
    public async Task A_failed_flush_of_a_truncation_has_the_log_written_to_a_new_file_too()
    {
        await AppendAsync(1);
        await AppendAsync(2);
        FailOnce("flush history.jsonl");
        await Assert.ThrowsAsync<StorageException>(async () => await _log.TruncateBeforeAsync(1));
        await AssertNextAppendRewritesAsync(3);
        Assert.Equal(["1", "2", "3"], await DataAsync());
    }

    [Theory]
    [InlineData("{\"seq\":2,\"ts\":1,\"data\":2}", 3)]
    [InlineData("{\"seq\":2,\"ts\":1,\"da", 2)]
    public async Task A_failed_flush_of_a_recovery_has_the_log_written_to_a_new_file_too(string tear, int next)
    {
        await AppendAsync(1);
        await File.AppendAllTextAsync(_directory.Log("p"), tear);
        FailOnce("flush history.jsonl");
        await Assert.ThrowsAsync<StorageException>(() => AppendAsync(9));
        await AssertNextAppendRewritesAsync(next);
    }

    [Fact]
    public async Task A_directory_whose_name_could_not_be_flushed_is_flushed_by_the_next_try()
    {
        FailOnce("flushdir projects");
        await Assert.ThrowsAsync<StorageException>(() => _driver.CreateProjectAsync("q"));
        _disk.ForgetCalls();
        await _driver.CreateProjectAsync("q");
        Assert.Contains("flushdir projects", _disk.CallsSoFar());
    }

    [Fact]
    public async Task After_a_failed_flush_the_log_may_be_gone()
    {
        await AppendAsync(1);
        _disk.OnCall = call => call.StartsWith("flush history.jsonl", StringComparison.Ordinal) ? FaultyDisk.Failure : null;
        await Assert.ThrowsAsync<StorageException>(() => AppendAsync(2));
        _disk.OnCall = static _ => null;
        File.Delete(_directory.Log("p"));
        Assert.Equal(1, await AppendAsync(3));
        Assert.Equal(["3"], await DataAsync());
    }

    [Fact]
    public async Task After_a_failed_flush_the_log_may_be_deleted()
    {
        await AppendAsync(1);
        _disk.OnCall = call => call.StartsWith("flush history.jsonl", StringComparison.Ordinal) ? FaultyDisk.Failure : null;
        await Assert.ThrowsAsync<StorageException>(() => AppendAsync(2));
        _disk.OnCall = static _ => null;
        Assert.True(await _log.DeleteAsync());
        Assert.Equal(1, await AppendAsync(3));
        Assert.Equal(["3"], await DataAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reader_of_the_file_before_a_truncation_goes_on_while_an_append_is_under_way(bool reverse)
    {
        // Longer than a reader's buffer, so that it reads again after the truncation.
        const int Count = 3000;
        await _log.AppendBatchAsync(Enumerable.Range(1, Count).Select(n => JsonPayload.Parse(n.ToString((IFormatProvider?)null))));
        using IEnumerator<LogEntry<JsonPayload>> reader = _log.Read(new() { Reverse = reverse }).GetEnumerator();
        Assert.True(reader.MoveNext());
        await _log.TruncateBeforeAsync(Count - 1);
        List<long> seqs = [reader.Current.Seq];
        _disk.OnCall = call =>
        {
            if (call != "flush history.jsonl")
            {
                return null;
            }

            _disk.OnCall = static _ => null;
            while (reader.MoveNext())
            {
                seqs.Add(reader.Current.Seq);
            }

            return null;
        };
        await AppendAsync(Count + 1);
        IEnumerable<long> all = Enumerable.Range(1, Count).Select(n => (long)n);
        Assert.Equal(reverse ? all.Reverse() : all, seqs);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"an entry that is longer than the one that it took the place of\"")]
    public async Task A_follower_that_began_behind_what_was_taken_back_is_told_so(string next)
    {
        await using var other = new FileSystemDriver(_directory.Path);
        ILogStore store = other.Project("p").Store.OpenLog("history");
        LogCursor follower = null!;
        await TakeBackAnEntryOfAGroupAsync(() => follower = store.OpenFollower(null, null));
        Assert.Equal(3, (await _log.AppendAsync(JsonPayload.Parse(next))).FirstSeq);
        LogRewoundException e = Assert.Throws<LogRewoundException>(() => follower.MoveNext());
        Assert.Equal(3, e.SinceSeq);
        follower.Dispose();
    }

    [Theory]
    [InlineData(false, "5")]
    [InlineData(true, "5")]
    [InlineData(false, "\"an entry that is longer than the one that it took the place of\"")]
    [InlineData(true, "\"an entry that is longer than the one that it took the place of\"")]
    public async Task A_reader_that_began_with_what_was_taken_back_reads_what_took_its_place(bool reverse, string next)
    {
        await using var other = new FileSystemDriver(_directory.Path);
        ILogStore store = other.Project("p").Store.OpenLog("history");
        LogCursor reader = null!;
        await TakeBackAnEntryOfAGroupAsync(() => reader = store.OpenReader(new() { Reverse = reverse }));
        await _log.AppendAsync(JsonPayload.Parse(next));
        List<(long, string)> found = [];
        while (reader.MoveNext())
        {
            found.Add((reader.Current.Seq, System.Text.Encoding.UTF8.GetString(reader.Current.Payload.Span)));
        }

        reader.Dispose();
        List<(long, string)> expected = [(1, "1"), (2, "2"), (3, next)];
        if (reverse)
        {
            expected.Reverse();
        }

        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task A_subscriber_here_never_sees_what_was_taken_back()
    {
        await AppendAsync(1);
        await using IAsyncEnumerator<LogEntry<JsonPayload>> live = _log.SubscribeAsync(0).GetAsyncEnumerator();
        Assert.True(await live.MoveNextAsync());
        ValueTask<bool> next = live.MoveNextAsync();
        using var seen = new SemaphoreSlim(0);
        _disk.OnCall = call =>
        {
            if (call != "flush history.jsonl")
            {
                return null;
            }

            // The line is in the file now, and not yet acknowledged.
            _disk.OnCall = static _ => null;
            Assert.Contains("\"data\":2", File.ReadAllText(_directory.Log("p")), StringComparison.Ordinal);
            Assert.Equal(1, _log.GetInfoAsync().AsTask().GetAwaiter().GetResult().LastSeq);
            Assert.Equal([1], _log.Read().Select(e => e.Seq));
            return FaultyDisk.Failure;
        };
        await Assert.ThrowsAsync<StorageException>(() => AppendAsync(2));
        await AppendAsync(3);
        Assert.True(await next);
        Assert.Equal((2, "3"), (live.Current.Seq, live.Current.Data.ToString()));
    }

    [Fact]
    public async Task A_follower_in_another_process_that_saw_what_was_taken_back_is_told_so()
    {
        await AppendAsync(1);
        await using var other = new FileSystemDriver(_directory.Path);
        await using IAsyncEnumerator<LogEntry<JsonPayload>> follower = other.Project("p").History.SubscribeAsync(0).GetAsyncEnumerator();
        Assert.True(await follower.MoveNextAsync());
        _disk.OnCall = call =>
        {
            if (call != "flush history.jsonl")
            {
                return null;
            }

            _disk.OnCall = static _ => null;
            Assert.True(follower.MoveNextAsync().AsTask().GetAwaiter().GetResult());
            Assert.Equal(2, follower.Current.Seq);
            return FaultyDisk.Failure;
        };
        await Assert.ThrowsAsync<StorageException>(() => AppendAsync(2));
        await AppendAsync(3);
        LogRewoundException e = await Assert.ThrowsAsync<LogRewoundException>(async () => await follower.MoveNextAsync());
        Assert.Equal(2, e.SinceSeq);
    }

    [Fact]
    public async Task A_new_log_is_flushed_with_its_name_before_it_is_acknowledged()
    {
        _disk.ForgetCalls();
        await AppendAsync(1);
        Assert.True(_disk.CallsSoFar().IndexOf("write history.jsonl") < _disk.CallsSoFar().IndexOf("flush history.jsonl"));
        Assert.True(_disk.CallsSoFar().IndexOf("flush history.jsonl") < _disk.CallsSoFar().LastIndexOf("flushdir .meta"));
    }

    [Fact]
    public async Task Truncation_flushes_the_log_then_replaces_the_head_and_only_then_the_log()
    {
        await AppendAsync(1);
        _disk.ForgetCalls();
        await _log.TruncateBeforeAsync(1);
        List<string> order = [.. _disk.CallsSoFar().Where(call => call.Contains("history.jsonl", StringComparison.Ordinal) || call.StartsWith("flushdir", StringComparison.Ordinal))
            .Where(call => call.Split(' ')[0] is "flush" or "flushdir" or "rename" or "cut")
            .Select(call => call.Contains(".tmp", StringComparison.Ordinal) ? call[..call.IndexOf(' ', StringComparison.Ordinal)] + " temporary" : call)];
        Assert.Equal(
            [
                "flush history.jsonl",

                // What stays is copied before anything is changed.
                "flush temporary",
                "flush temporary", "rename history.jsonl.head", "flushdir .meta",
                "flush temporary", "rename history.jsonl", "flushdir .meta",
            ],
            order);
    }

    [Theory]
    [InlineData("rename history.jsonl")]
    [InlineData("rename history.jsonl.head")]
    public async Task A_truncation_that_fails_half_way_removes_nothing_and_the_count_goes_on(string call)
    {
        await AppendAsync(1);
        await AppendAsync(2);
        FailOnce(call);
        await Assert.ThrowsAsync<StorageException>(async () => await _log.TruncateBeforeAsync(1));
        Assert.Equal(["1", "2"], await DataAsync());
        Assert.Equal(3, await AppendAsync(3));
        Assert.Equal(2, (await _log.TruncateBeforeAsync(2)).Removed);
        Assert.Equal(["3"], await DataAsync());
    }

    /// <summary>Appends 1 and 2, then two entries as one group of which only the first reaches the file, before it is taken back.</summary>
    /// <param name="whileItShows">Run while another process sees the entry 3.</param>
    private async Task TakeBackAnEntryOfAGroupAsync(Action whileItShows)
    {
        await AppendAsync(1);
        Task<long>[] group = [];
        _disk.OnCall = call =>
        {
            if (call == "flush history.jsonl")
            {
                group = [AppendAsync(3), AppendAsync(4)];
            }
            else if (call == "write history.jsonl" && group.Length > 0)
            {
                return FaultyDisk.Failure;
            }
            else if (call == "write history.jsonl.lock")
            {
                _disk.OnCall = static _ => null;
                Assert.EndsWith("\n", File.ReadAllText(_directory.Log("p")), StringComparison.Ordinal);
                whileItShows();
            }

            return null;
        };
        await AppendAsync(2);
        foreach (Task<long> append in group)
        {
            await Assert.ThrowsAsync<StorageException>(() => append);
        }
    }

    private async Task AssertNextAppendRewritesAsync(int next)
    {
        _disk.ForgetCalls();
        Assert.Equal(next, await AppendAsync(next));
        Assert.InRange(_disk.CallsSoFar().IndexOf("rename history.jsonl"), 0, _disk.CallsSoFar().IndexOf("write history.jsonl"));
    }

    private void FailOnce(string call) => _disk.OnCall = actual =>
    {
        if (actual != call)
        {
            return null;
        }

        _disk.OnCall = static _ => null;
        return FaultyDisk.Failure;
    };

    private async Task<long> AppendAsync(int n) =>
        (await _log.AppendAsync(JsonPayload.Parse(n.ToString((IFormatProvider?)null)))).FirstSeq;

    private async Task<List<string>> DataAsync()
    {
        await using var reader = new FileSystemDriver(_directory.Path);
        return [.. await reader.Project("p").History.ReadAsync().Select(e => e.Data.ToString()).ToListAsync()];
    }
}
