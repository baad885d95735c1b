namespace Ledgerline.Tests.FileSystem.RealDisk;

/// <summary>
/// Somebody removes or replaces a log's files while a driver has them open, or makes directories where they should be.
/// A writer that keeps its turn notices when the turn ends, within milliseconds.
/// </summary>
public sealed class FilesByHandTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly DataDirectory _directory = new();
    private readonly FileSystemDriver _driver;
    private readonly AppendLog<JsonPayload> _log;

    public FilesByHandTests()
    {
        _driver = new FileSystemDriver(_directory.Path);
        _log = _driver.Project("p").History;
    }

    private string LogPath => _directory.Log("p");

    public async Task InitializeAsync()
    {
        await _driver.CreateProjectAsync("p");
        await _log.AppendBatchAsync(Payloads("a", 5));
    }

    public async Task DisposeAsync() => await _driver.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(Durability.Flushed)]
    [InlineData(Durability.Buffered)]
    public async Task A_log_that_was_removed_begins_again_and_nothing_is_written_where_nobody_can_find_it(Durability durability)
    {
        await _log.AppendAsync(JsonPayload.Parse("6"), durability);
        File.Delete(LogPath);
        await AppendUntilAsync(1, durability);
        Assert.Equal(["\"new\""], await DataAsync());
    }

    [Fact]
    public async Task A_log_that_was_removed_after_a_truncation_counts_on()
    {
        await _log.TruncateBeforeAsync(2);
        File.Delete(LogPath);
        Assert.Equal(5, (await _log.GetInfoAsync()).LastSeq);
        Assert.Equal(6, (await _log.AppendAsync(JsonPayload.Parse("6"))).FirstSeq);
    }

    [Fact]
    public async Task A_follower_of_a_log_that_was_removed_is_told()
    {
        await using IAsyncEnumerator<LogEntry<JsonPayload>> live = _log.SubscribeAsync(4).GetAsyncEnumerator();
        Assert.True(await live.MoveNextAsync());
        ValueTask<bool> next = live.MoveNextAsync();
        File.Delete(LogPath);
        await Assert.ThrowsAsync<LogRewoundException>(async () => await next.AsTask().WaitAsync(Deadline));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public async Task In_a_log_that_was_replaced_appends_go_on_behind_its_own_entries_and_a_follower_is_told(int count)
    {
        await using IAsyncEnumerator<LogEntry<JsonPayload>> live = _log.SubscribeAsync(4).GetAsyncEnumerator();
        Assert.True(await live.MoveNextAsync());
        await _driver.CreateProjectAsync("q");
        await _driver.Project("q").History.AppendBatchAsync(Payloads("b", count));
        ValueTask<bool> next = live.MoveNextAsync();
        File.Copy(_directory.Log("q"), LogPath + ".copy");
        File.Move(LogPath + ".copy", LogPath, overwrite: true);

        await Assert.ThrowsAsync<LogRewoundException>(async () => await next.AsTask().WaitAsync(Deadline));
        await AppendUntilAsync(count + 1, Durability.Flushed);
        Assert.Equal([.. Payloads("b", count).Select(p => p.ToString()), "\"new\""], await DataAsync());
    }

    [Theory]
    [InlineData(".lock")]
    [InlineData(".head")]
    public async Task A_directory_where_a_companion_should_be_is_told_and_changes_nothing(string extension)
    {
        byte[] before = await File.ReadAllBytesAsync(LogPath);
        File.Delete(LogPath + extension);
        Directory.CreateDirectory(LogPath + extension);
        await using var driver = new FileSystemDriver(_directory.Path);
        await AssertRefusedAsync(async () => await driver.Project("p").History.AppendAsync(JsonPayload.Parse("6")));
        await AssertRefusedAsync(async () => await driver.Project("p").History.TruncateBeforeAsync(2));
        Assert.Equal(before, await File.ReadAllBytesAsync(LogPath));

        Directory.Delete(LogPath + extension);
        Assert.Equal(6, (await driver.Project("p").History.AppendAsync(JsonPayload.Parse("6"))).FirstSeq);
    }

    [Fact]
    public async Task A_directory_where_the_quarantine_should_be_keeps_what_would_have_to_go_there_in_the_log()
    {
        await File.AppendAllTextAsync(LogPath, "{\"seq\":6,\"ts\":");
        byte[] before = await File.ReadAllBytesAsync(LogPath);
        Directory.CreateDirectory(LogPath + ".quarantine");
        await using var driver = new FileSystemDriver(_directory.Path);
        await AssertRefusedAsync(async () => await driver.Project("p").History.AppendAsync(JsonPayload.Parse("6")));
        Assert.Equal(before, await File.ReadAllBytesAsync(LogPath));

        Directory.Delete(LogPath + ".quarantine");
        Assert.Equal(6, (await driver.Project("p").History.AppendAsync(JsonPayload.Parse("6"))).FirstSeq);
        Assert.Equal("{\"seq\":6,\"ts\":", await File.ReadAllTextAsync(LogPath + ".quarantine"));
    }

    [Fact]
    public async Task A_project_whose_directory_was_removed_is_not_brought_back_by_an_append()
    {
        Directory.Delete(Path.Combine(_directory.Path, "projects", "p"), recursive: true);
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await AppendUntilAsync(0, Durability.Flushed));
        Assert.False(Directory.Exists(Path.Combine(_directory.Path, "projects", "p")));
    }

    /// <summary>Appends until the turn in which the file was taken away has ended: then the number is another.</summary>
    private async Task AppendUntilAsync(long seq, Durability durability)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while ((await _log.AppendAsync(JsonPayload.Parse("\"new\""), durability)).FirstSeq != seq)
        {
            await Task.Delay(1, deadline.Token);
        }
    }

    private static async Task AssertRefusedAsync(Func<Task> run)
    {
        LedgerlineException refused = await Assert.ThrowsAnyAsync<LedgerlineException>(run);
        Assert.Contains("directory stands where a file is expected", refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<JsonPayload> Payloads(string by, int count) =>
        Enumerable.Range(1, count).Select(n => JsonPayload.Parse($"\"{by}{n}\""));

    private async Task<List<string>> DataAsync() => await _log.ReadAsync().Select(e => e.Data.ToString()).ToListAsync();
}
