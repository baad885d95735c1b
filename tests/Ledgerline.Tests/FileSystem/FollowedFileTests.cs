namespace Ledgerline.Tests.FileSystem;

/// <summary>Whatever is done by hand to the file that a waiting subscriber follows, it goes on without a gap or is told.</summary>
public sealed class FollowedFileTests : IAsyncLifetime, IDisposable
{
    private readonly DataDirectory _directory = new();
    private readonly FileSystemDriver _driver;
    private readonly CancellationToken _deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public FollowedFileTests() => _driver = new FileSystemDriver(_directory.Path, new() { Durability = Durability.Buffered });

    private AppendLog<JsonPayload> Log => _driver.Project("p").History;

    private string LogFile => _directory.Log("p");

    private string Meta => Path.GetDirectoryName(LogFile)!;

    public async Task InitializeAsync() => await _driver.CreateProjectAsync("p");

    public async Task DisposeAsync() => await _driver.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Another_file_with_the_same_entries_and_more_is_followed_from_there()
    {
        await using IAsyncEnumerator<LogEntry<JsonPayload>> follower = await FollowAsync();
        Task<bool> next = follower.MoveNextAsync().AsTask();
        Replace(OtherLog(1, 2, 3, 4, 5));
        Assert.True(await next);
        Assert.Equal((4, "4"), (follower.Current.Seq, follower.Current.Data.ToString()));
        Assert.True(await follower.MoveNextAsync());
        Assert.Equal(5, follower.Current.Seq);
        next = follower.MoveNextAsync().AsTask();
        Assert.Equal(6, (await Log.AppendAsync(JsonPayload.Parse("6"))).FirstSeq);
        Assert.True(await next);
        Assert.Equal(6, follower.Current.Seq);
    }

    [Theory]
    [InlineData(1, 2, 9, 4)]
    [InlineData(1, 2, 9)]
    [InlineData(1, 2)]
    public async Task Another_file_without_the_last_entry_seen_is_LogRewoundException(params int[] payloads)
    {
        await using IAsyncEnumerator<LogEntry<JsonPayload>> follower = await FollowAsync();
        Task<bool> next = follower.MoveNextAsync().AsTask();
        Replace(OtherLog(payloads));
        LogRewoundException e = await Assert.ThrowsAsync<LogRewoundException>(() => next);
        Assert.Equal(3, e.SinceSeq);
    }

    [Fact]
    public async Task Another_file_that_begins_behind_the_next_entry_is_LogTruncatedException_or_a_reported_gap()
    {
        List<LogSkip> skips = [];
        await using IAsyncEnumerator<LogEntry<JsonPayload>> follower = await FollowAsync();
        await using IAsyncEnumerator<LogEntry<JsonPayload>> skipping = await FollowAsync(skips.Add);
        Task<bool> next = follower.MoveNextAsync().AsTask();
        Task<bool> skipped = skipping.MoveNextAsync().AsTask();
        string[] lines = (await File.ReadAllLinesAsync(OtherLog(1, 2, 3, 4, 5, 6), _deadline))[4..];
        string other = Path.Combine(_directory.Path, "cut");
        await File.WriteAllLinesAsync(other, lines, _deadline);
        Replace(other);
        LogTruncatedException e = await Assert.ThrowsAsync<LogTruncatedException>(() => next);
        Assert.Equal((3, 5), (e.SinceSeq, e.FirstSeq));
        Assert.True(await skipped);
        Assert.Equal(5, skipping.Current.Seq);
        Assert.Equal(3, Assert.Single(skips).AfterSeq);
    }

    [Fact]
    public async Task A_file_that_was_emptied_in_place_is_LogRewoundException()
    {
        await using IAsyncEnumerator<LogEntry<JsonPayload>> follower = await FollowAsync();
        Task<bool> next = follower.MoveNextAsync().AsTask();
        await using (var file = new FileStream(LogFile, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite))
        {
            // Truncate does it.
        }

        Assert.Equal(3, (await Assert.ThrowsAsync<LogRewoundException>(() => next)).SinceSeq);
    }

    [Fact]
    public async Task A_file_that_was_removed_is_LogRewoundException()
    {
        await using IAsyncEnumerator<LogEntry<JsonPayload>> follower = await FollowAsync();
        Task<bool> next = follower.MoveNextAsync().AsTask();
        File.Delete(LogFile);
        LogRewoundException e = await Assert.ThrowsAsync<LogRewoundException>(() => next);
        Assert.Equal((3, 0), (e.SinceSeq, e.LastSeq));
    }

    [Fact]
    public async Task A_project_directory_that_was_moved_away_and_back_is_followed_as_if_nothing_had_been()
    {
        await using IAsyncEnumerator<LogEntry<JsonPayload>> follower = await FollowAsync();
        string project = Path.GetDirectoryName(Meta)!;
        Directory.Move(project, project + "-away");
        Directory.Move(project + "-away", project);
        Task<bool> next = follower.MoveNextAsync().AsTask();
        await AppendElsewhereAsync("4");
        Assert.True(await next);
        Assert.Equal(4, follower.Current.Seq);
    }

    [Fact]
    public async Task A_project_directory_that_was_removed_ends_the_subscription_as_a_deletion_does()
    {
        await using IAsyncEnumerator<LogEntry<JsonPayload>> follower = await FollowAsync();
        Task<bool> next = follower.MoveNextAsync().AsTask();
        Directory.Move(Path.GetDirectoryName(Meta)!, Path.Combine(_directory.Path, "gone"));
        Assert.False(await next);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    public async Task A_log_whose_directory_is_not_there_yet_is_followed_from_its_first_entry(long? sinceSeq)
    {
        Directory.Delete(Meta);
        await using IAsyncEnumerator<LogEntry<JsonPayload>> follower = Log.SubscribeAsync(sinceSeq, cancellationToken: _deadline).GetAsyncEnumerator();
        Task<bool> next = follower.MoveNextAsync().AsTask();
        await AppendElsewhereAsync("1");
        Assert.True(await next);
        Assert.Equal(1, follower.Current.Seq);
        next = follower.MoveNextAsync().AsTask();
        await AppendElsewhereAsync("2");
        Assert.True(await next);
        Assert.Equal(2, follower.Current.Seq);
    }

    [Fact]
    public async Task Entries_of_both_this_process_and_another_one_arrive_in_order_and_once()
    {
        await using var other = new FileSystemDriver(_directory.Path, new() { Durability = Durability.Buffered });
        AppendLog<JsonPayload>[] handles = [Log, other.Project("p").History];
        await using IAsyncEnumerator<LogEntry<JsonPayload>> follower = Log.SubscribeAsync(0, cancellationToken: _deadline).GetAsyncEnumerator();
        for (int i = 1; i <= 300; i++)
        {
            ValueTask<bool> next = follower.MoveNextAsync();
            await handles[i / 3 % 2].AppendAsync(JsonPayload.Parse($"{i}"));
            Assert.True(await next);
            Assert.Equal((i, $"{i}"), (follower.Current.Seq, follower.Current.Data.ToString()));
        }
    }

    /// <summary>A subscriber that has seen the entries 1 to 3, whose payloads are their numbers.</summary>
    private async Task<IAsyncEnumerator<LogEntry<JsonPayload>>> FollowAsync(Action<LogSkip>? onSkipped = null)
    {
        for (long n = (await Log.GetInfoAsync()).LastSeq + 1; n <= 3; n++)
        {
            await Log.AppendAsync(JsonPayload.Parse($"{n}"));
        }

        IAsyncEnumerator<LogEntry<JsonPayload>> follower = Log.SubscribeAsync(0, onSkipped, _deadline).GetAsyncEnumerator();
        for (int seq = 1; seq <= 3; seq++)
        {
            Assert.True(await follower.MoveNextAsync());
            Assert.Equal(seq, follower.Current.Seq);
        }

        return follower;
    }

    /// <summary>A file with other entries: the payload of an entry that stands here too is the same, to its timestamp.</summary>
    private string OtherLog(params int[] payloads)
    {
        string[] lines = File.ReadAllLines(LogFile);
        string other = Path.Combine(_directory.Path, "other");
        File.WriteAllLines(other, payloads.Select((payload, i) =>
            payload == i + 1 && i < lines.Length ? lines[i] : $"{{\"seq\":{i + 1},\"ts\":4102444800000,\"data\":{payload}}}"));
        return other;
    }

    private void Replace(string file) => File.Move(file, LogFile, overwrite: true);

    private async Task AppendElsewhereAsync(string payload)
    {
        await using var other = new FileSystemDriver(_directory.Path, new() { Durability = Durability.Buffered });
        await other.Project("p").History.AppendAsync(JsonPayload.Parse(payload));
    }
}
