using Ledgerline.Drivers;

namespace Ledgerline.Tests.Contract;

/// <summary>Watches of blobs: each changed path once, of the right kind, whenever subscribed.</summary>
public abstract class BlobWatchContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private const string Last = "zz-last";

    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    private readonly Inbox<BlobChange> _inbox = new();
    private readonly Inbox<Exception> _failures = new();

    private BlobStore Files => Project.Files;

    [Fact]
    public async Task Writes_and_deletions_arrive_with_their_kind_from_the_opening_of_the_watch_on()
    {
        await WriteAsync("before");
        await using IAsyncEnumerator<BlobChange> watch = Files.WatchAsync(null, Short, Deadline).GetAsyncEnumerator(Deadline);
        ValueTask<bool> first = watch.MoveNextAsync();
        await WriteAsync("a/b");
        Assert.True(await first);
        Assert.Equal(new BlobChange(BlobChangeKind.Put, "a/b"), watch.Current);
        await Files.DeleteAsync("before");
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(new BlobChange(BlobChangeKind.Delete, "before"), watch.Current);
    }

    [Fact]
    public async Task Without_a_debounce_time_it_is_told_too()
    {
        using IDisposable subscription = Files.Subscribe(_inbox.Add);
        await WriteAsync("a");
        Assert.Equal(new BlobChange(BlobChangeKind.Put, "a"), await _inbox.TakeAsync(Deadline));
    }

    [Fact]
    public async Task Changes_by_a_rival_arrive()
    {
        using IBlobWatch watch = OpenWatch();
        await RivalProject.Files.WriteAsync("a", "1");
        Assert.Equal(new BlobChange(BlobChangeKind.Put, "a"), await NextAsync(watch));
        await RivalProject.Files.WriteAsync("a", "2");
        Assert.Equal(new BlobChange(BlobChangeKind.Put, "a"), await NextAsync(watch));
        await RivalProject.Files.DeleteAsync("a");
        Assert.Equal(new BlobChange(BlobChangeKind.Delete, "a"), await NextAsync(watch));
    }

    /// <summary>The older system: subscribing before the directory existed never fired.</summary>
    [Fact]
    public async Task The_first_blobs_of_a_directory_arrive_though_it_was_not_there()
    {
        using IBlobWatch watch = OpenWatch("new/dir/");
        await RivalProject.Files.WriteAsync("new/dir/sub/a", "1");
        await RivalProject.Files.WriteAsync("new/dir/b", "1");
        Assert.Equal(
            [new(BlobChangeKind.Put, "new/dir/b"), new(BlobChangeKind.Put, "new/dir/sub/a")],
            (await TakeAsync(watch, 2)).OrderBy(change => change.Path, StringComparer.Ordinal));
    }

    /// <summary>The older system: three files written at once raised one event.</summary>
    [Fact]
    public async Task Three_blobs_written_at_once_arrive_as_three()
    {
        using IBlobWatch watch = OpenWatch();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(n => Task.Run(async () => await RivalProject.Files.WriteAsync($"d/k{n}", "1"))));
        List<BlobChange> changes = await TakeAsync(watch, 3);
        Assert.Equal(["d/k0", "d/k1", "d/k2"], changes.Select(change => change.Path).Order(StringComparer.Ordinal));
        Assert.All(changes, change => Assert.Equal(BlobChangeKind.Put, change.Kind));
    }

    /// <summary>The older system: a delete was reported as a put.</summary>
    [Fact]
    public async Task A_deletion_is_a_deletion()
    {
        await WriteAsync("d/e/a");
        await WriteAsync("d/e/b");
        using IBlobWatch watch = OpenWatch();
        await RivalProject.Files.DeleteAsync("d/e/a");
        await RivalProject.Files.DeleteAsync("d/e/b");
        List<BlobChange> changes = await TakeAsync(watch, 2);
        Assert.Equal(["d/e/a", "d/e/b"], changes.Select(change => change.Path).Order(StringComparer.Ordinal));
        Assert.All(changes, change => Assert.Equal(BlobChangeKind.Delete, change.Kind));
    }

    [Fact]
    public async Task Each_change_arrives_once()
    {
        using IBlobWatch watch = OpenWatch();
        for (int i = 0; i < 20; i++)
        {
            await RivalProject.Files.WriteAsync($"d{i % 3}/k{i}", "1");
        }

        await WriteAsync(Last);
        List<BlobChange> changes = await TakeAsync(watch, 21);
        Assert.Equal(
            Enumerable.Range(0, 20).Select(i => $"d{i % 3}/k{i}").Append(Last).Order(StringComparer.Ordinal),
            changes.Select(change => change.Path).Order(StringComparer.Ordinal));
        await RivalProject.Files.WriteAsync("one-more", "1");
        Assert.Equal(new BlobChange(BlobChangeKind.Put, "one-more"), await NextAsync(watch));
    }

    [Fact]
    public async Task Changes_that_follow_each_other_within_the_time_are_told_as_one()
    {
        await WriteAsync("old");
        using IBlobWatch watch = OpenWatch(null, TimeSpan.FromHours(1));
        for (int i = 0; i < 5; i++)
        {
            await WriteAsync("a");
        }

        await Files.DeleteAsync("old");
        await WriteAsync("old");
        await WriteAsync("came-and-went");
        await Files.DeleteAsync("came-and-went");
        await WriteAsync("gone");
        Task<bool> next = watch.MoveNextAsync(Deadline).AsTask();

        // What waits is told when the driver ends.
        await Driver.DisposeAsync();
        List<BlobChange> changes = [];
        while (await next.WaitAsync(Deadline))
        {
            changes.Add(watch.Current);
            next = watch.MoveNextAsync(Deadline).AsTask();
        }

        Assert.Equal(
            [new(BlobChangeKind.Put, "a"), new(BlobChangeKind.Put, "gone"), new(BlobChangeKind.Put, "old")],
            changes.OrderBy(change => change.Path, StringComparer.Ordinal));
    }

    [Fact]
    public async Task At_once_means_at_once()
    {
        using IBlobWatch watch = OpenWatch(null, TimeSpan.Zero);
        for (int i = 0; i < 5; i++)
        {
            await WriteAsync("a");
            Assert.Equal(new BlobChange(BlobChangeKind.Put, "a"), await NextAsync(watch));
        }

        await Files.DeleteAsync("a");
        Assert.Equal(new BlobChange(BlobChangeKind.Delete, "a"), await NextAsync(watch));
    }

    [Fact]
    public async Task Only_what_begins_with_the_prefix_is_told()
    {
        using IBlobWatch watch = OpenWatch("a/b");
        foreach (string path in new[] { "a/a", "b/b", "a/c/b", "a/b/x", "a/bc", "a/bd/e" })
        {
            await WriteAsync(path);
        }

        Assert.Equal(
            ["a/b/x", "a/bc", "a/bd/e"],
            (await TakeAsync(watch, 3)).Select(change => change.Path).Order(StringComparer.Ordinal));
        await WriteAsync("a/a");
        await WriteAsync("a/b0");
        Assert.Equal(new BlobChange(BlobChangeKind.Put, "a/b0"), await NextAsync(watch));
    }

    [Fact]
    public async Task What_changed_nothing_and_what_is_no_blob_is_not_told()
    {
        await WriteAsync("a");
        using IBlobWatch watch = OpenWatch();
        await Files.WriteAsync("a", "2", PutCondition.IfAbsent);
        await Files.WriteAsync("d/b", "2", PutCondition.IfMatch("other"));
        await Files.DeleteAsync("a", "other");
        await Files.DeleteAsync("missing");
        await Assert.ThrowsAsync<InvalidDataException>(async () => await Files.WriteAsync("c", new FailingStream(100)));
        await Project.Meta.PutAsync("settings", JsonPayload.Parse("1"));
        await Log.AppendAsync(Event(1));
        Assert.Empty(await UpToLastAsync(watch));
    }

    [Fact]
    public async Task The_last_change_of_each_path_is_never_lost_to_a_slow_watcher()
    {
        using IBlobWatch watch = OpenWatch(null, TimeSpan.Zero);
        for (int i = 0; i < 200; i++)
        {
            await RivalProject.Files.WriteAsync($"d/k{i % 5}", $"{i}", durability: Durability.Buffered);
        }

        await RivalProject.Files.DeleteAsync("d/k0");
        Assert.Equal(
            [new(BlobChangeKind.Put, "d/k1"), new(BlobChangeKind.Put, "d/k2"), new(BlobChangeKind.Put, "d/k3"), new(BlobChangeKind.Put, "d/k4")],
            (await TakeAsync(watch, 4)).OrderBy(change => change.Path, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_listener_may_write_throw_and_unsubscribe()
    {
        var handle = new TaskCompletionSource<IDisposable>();
        handle.SetResult(Files.Subscribe(
            change =>
            {
                _inbox.Add(change);
                switch (change.Path)
                {
                    case "write":
                        Assert.True(Files.WriteAsync("throw", "1").AsTask().Wait(TimeSpan.FromSeconds(30)));
                        break;
                    case "throw":
                        throw new FormatException("listener failed");
                    default:
                        handle.Task.Result.Dispose();
                        break;
                }
            },
            debounce: TimeSpan.Zero,
            onError: _failures.Add));
        Inbox<BlobChange> other = new();
        using IDisposable second = Files.Subscribe(other.Add, debounce: TimeSpan.Zero);
        await WriteAsync("write");
        Assert.Equal(["write", "throw"], (await _inbox.TakeAsync(2, Deadline)).Select(change => change.Path));
        Assert.IsType<FormatException>(await _failures.TakeAsync(Deadline));
        await WriteAsync("leave");
        Assert.Equal("leave", (await _inbox.TakeAsync(Deadline)).Path);
        await WriteAsync(Last);
        Assert.Equal(["write", "throw", "leave", Last], (await other.TakeAsync(4, Deadline)).Select(change => change.Path));
        Assert.Empty(_inbox.TakeAll());
    }

    [Fact]
    public async Task Cancellation_ends_a_waiting_watch_and_loses_no_change()
    {
        using IBlobWatch watch = OpenWatch();
        using var cancel = new CancellationTokenSource();
        Task<bool> wait = watch.MoveNextAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(Deadline));
        await WriteAsync("a");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await watch.MoveNextAsync(cancel.Token));
        Assert.Equal(new BlobChange(BlobChangeKind.Put, "a"), await NextAsync(watch));
    }

    [Fact]
    public async Task A_waiting_watch_ends_with_the_driver()
    {
        using IBlobWatch watch = OpenWatch();
        Task<bool> next = watch.MoveNextAsync(Deadline).AsTask();
        await Driver.DisposeAsync();
        Assert.False(await next.WaitAsync(Deadline));
    }

    [Fact]
    public async Task A_watch_ends_with_the_project_and_tells_of_no_single_deletion()
    {
        await WriteAsync("d/a");
        using IBlobWatch watch = OpenWatch(null, TimeSpan.Zero);
        Task<bool> next = watch.MoveNextAsync(Deadline).AsTask();
        await Rival.DeleteProjectAsync(ProjectId);
        Assert.False(await next.WaitAsync(Deadline));
        await Driver.CreateProjectAsync(ProjectId);
        await WriteAsync("d/a");
        Assert.False(await watch.MoveNextAsync(Deadline));
    }

    private IBlobWatch OpenWatch(string? prefix = null, TimeSpan? debounce = null)
    {
        IBlobWatch watch = Project.Store.OpenBlobs().OpenWatch(prefix ?? "", debounce ?? Short);
        watch.Start();
        return watch;
    }

    private async Task WriteAsync(string path) => await Files.WriteAsync(path, "1", durability: Durability.Buffered);

    private async Task<BlobChange> NextAsync(IBlobWatch watch)
    {
        Assert.True(await watch.MoveNextAsync(Deadline));
        return watch.Current;
    }

    private async Task<List<BlobChange>> TakeAsync(IBlobWatch watch, int count)
    {
        List<BlobChange> changes = [];
        while (changes.Count < count)
        {
            changes.Add(await NextAsync(watch));
        }

        return changes;
    }

    /// <summary>Writes a last blob and returns each path's last change before it.</summary>
    private async Task<Dictionary<string, BlobChangeKind>> UpToLastAsync(IBlobWatch watch)
    {
        await RivalProject.Files.WriteAsync(Last, "1");
        Dictionary<string, BlobChangeKind> changes = [];
        for (BlobChange change = await NextAsync(watch); change.Path != Last; change = await NextAsync(watch))
        {
            changes[change.Path] = change.Kind;
        }

        return changes;
    }
}
