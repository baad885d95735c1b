namespace Ledgerline.Tests.FileSystem;

/// <summary>A log's file is read by its path, wherever it lies, and nothing is left beside it.</summary>
public sealed class LogFileTests : IDisposable
{
    private readonly DataDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_copy_is_read_like_the_log_that_it_is_of()
    {
        string copy = await CopyOfFiveAsync("five.txt");

        Assert.Equal([1, 2, 3, 4, 5], Seqs(copy));
        Assert.Equal("\"3\"", LogFile.Read(copy).ElementAt(2).Data.ToString());
        Assert.Equal([4, 5], Seqs(copy, new() { SinceSeq = 3 }));
        Assert.Equal([5, 4], Seqs(copy, new() { Reverse = true, Limit = 2 }));
        Assert.Empty(Seqs(copy, new() { After = DateTimeOffset.UtcNow.AddHours(1) }));
        Assert.Equal(5, Seqs(copy, new() { Before = DateTimeOffset.UtcNow.AddHours(1) }).Count());
        Assert.Throws<LogRewoundException>(() => Seqs(copy, new() { SinceSeq = 6 }).Count());
    }

    [Fact]
    public async Task Nothing_is_written_and_nothing_stays_open()
    {
        string copy = await CopyOfFiveAsync("five.jsonl");
        DateTime written = File.GetLastWriteTimeUtc(copy);

        Assert.Equal(1, LogFile.Read(copy).First().Seq);
        Assert.Equal(5, Seqs(copy).Count());

        Assert.Equal([copy], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(copy)!));
        Assert.Equal(written, File.GetLastWriteTimeUtc(copy));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries("/proc/self/fd"), fd => new FileInfo(fd).LinkTarget == copy);
    }

    [Fact]
    public async Task A_link_leads_to_the_file()
    {
        string copy = await CopyOfFiveAsync("five.jsonl");
        string link = Path.Combine(_directory.Path, "link.jsonl");
        File.CreateSymbolicLink(link, copy);

        Assert.Equal(5, Seqs(link).Count());
    }

    [Fact]
    public async Task A_log_in_use_is_read_while_it_is_appended_to_truncated_and_completed()
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        AppendLog<JsonPayload> log = await LogOfAsync(driver, 5);

        Assert.Equal(5, Seqs(_directory.Log("p")).Count());
        await log.TruncateBeforeAsync(3);
        Assert.Equal([4, 5], Seqs(_directory.Log("p")));
        Assert.Throws<LogTruncatedException>(() => Seqs(_directory.Log("p"), new() { SinceSeq = 1 }).Count());
        await log.CompleteAsync();
        Assert.Equal([4, 5], Seqs(_directory.Log("p")));
    }

    [Fact]
    public void Damage_is_an_error_with_its_place_or_told_where_it_is_to_be_skipped()
    {
        string file = Write("""
            {"seq":1,"ts":1,"data":1}
            {"seq":2,"ts":1,"dat
            {"seq":3,"ts":1,"data":3}

            """);
        var skips = new List<LogSkip>();

        LogCorruptException e = Assert.Throws<LogCorruptException>(() => Seqs(file).ToList());

        Assert.Equal((file, 2, 26), (e.File, e.Line, e.Offset));
        Assert.Equal([1, 3], Seqs(file, new() { OnSkipped = skips.Add }));
        Assert.Equal(2, Assert.Single(skips).Line);
    }

    [Fact]
    public void A_tail_that_was_never_committed_is_none() =>
        Assert.Equal([1], Seqs(Write("{\"seq\":1,\"ts\":1,\"data\":1}\n{\"seq\":2,\"ts\":1,\"data\":2,\"more\":true}\n{\"seq\":3,\"ts")));

    [Fact]
    public void An_empty_file_is_an_empty_log() => Assert.Empty(Seqs(Write("")));

    [Theory]
    [InlineData("hello\nworld\n")]
    [InlineData("{\"kind\":\"tweak\"}\n")]
    [InlineData("\u0001\u0002")]
    public void A_file_that_is_no_log_is_an_error(string content)
    {
        LogCorruptException e = Assert.Throws<LogCorruptException>(() => Seqs(Write(content)).ToList());

        Assert.Equal((1, 0), (e.Line, e.Offset));
    }

    [Fact]
    public async Task Entries_that_are_missing_below_the_head_beside_it_are_an_error()
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        AppendLog<JsonPayload> log = await LogOfAsync(driver, 5);
        await log.AppendAsync(JsonPayload.Parse("6"));
        await log.TruncateBeforeAsync(2);
        string file = _directory.Log("p");
        string[] lines = await File.ReadAllLinesAsync(file);
        await File.WriteAllTextAsync(file, string.Concat(lines.SkipLast(1).Select(line => line + "\n")));

        Assert.Contains("says that 6 was assigned", Assert.Throws<LogCorruptException>(() => Seqs(file).ToList()).Cause, StringComparison.Ordinal);
        File.Delete(file + ".head");
        Assert.Equal([3, 4, 5], Seqs(file));
    }

    [Fact]
    public async Task The_count_of_a_log_that_was_truncated_to_nothing_is_known_by_its_head()
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        await (await LogOfAsync(driver, 5)).TruncateBeforeAsync(5);

        Assert.Empty(Seqs(_directory.Log("p"), new() { SinceSeq = 5 }));
        Assert.Throws<LogTruncatedException>(() => Seqs(_directory.Log("p"), new() { SinceSeq = 4 }).ToList());
    }

    [Fact]
    public void What_is_no_file_is_an_error_that_says_so()
    {
        string missing = Path.Combine(_directory.Path, "none.jsonl");

        Assert.Equal(StorageErrorKind.NotFound, Assert.Throws<StorageException>(() => Seqs(missing).ToList()).Kind);
        Assert.Throws<StorageException>(() => Seqs(_directory.Path).ToList());
        Assert.Throws<ArgumentException>(() => LogFile.Read(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogFile.Read(missing, new() { Limit = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogFile.Read(missing, new() { SinceSeq = -1 }));
    }

    private static IEnumerable<long> Seqs(string file, LogReadOptions? options = null) =>
        LogFile.Read(file, options).Select(entry => entry.Seq);

    private static async Task<AppendLog<JsonPayload>> LogOfAsync(FileSystemDriver driver, int count)
    {
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        await log.AppendBatchAsync(Enumerable.Range(1, count).Select(n => JsonPayload.Parse($"\"{n}\"")));
        return log;
    }

    private string Write(string content)
    {
        string file = Path.Combine(_directory.Path, "file.jsonl");
        File.WriteAllText(file, content);
        return file;
    }

    private async Task<string> CopyOfFiveAsync(string name)
    {
        await using (var driver = new FileSystemDriver(_directory.Path))
        {
            await LogOfAsync(driver, 5);
        }

        string copy = Path.Combine(Directory.CreateDirectory(Path.Combine(_directory.Path, "elsewhere")).FullName, name);
        File.Copy(_directory.Log("p"), copy);
        return copy;
    }
}
