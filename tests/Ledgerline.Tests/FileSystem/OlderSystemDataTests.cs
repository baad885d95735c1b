namespace Ledgerline.Tests.FileSystem;

/// <summary>Directories of the older system open as they are.</summary>
public sealed class OlderSystemDataTests : IDisposable
{
    private readonly DataDirectory _directory = DataDirectory.OfOlderSystem();
    private readonly FileSystemDriver _driver;

    public OlderSystemDataTests() => _driver = new FileSystemDriver(_directory.Path);

    public void Dispose()
    {
        _driver.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _directory.Dispose();
    }

    [Fact]
    public async Task Every_project_is_listed() => Assert.Equal(
        ["p_bad_middle", "p_plain", "p_torn_half", "p_torn_nul", "p_torn_whole_no_newline", "p_truncated", "p_truncated_all", "p_two_writers", "p_values"],
        await _driver.ListProjectIdsAsync().Order(StringComparer.Ordinal).ToListAsync());

    [Theory]
    [InlineData("p_plain", 1, 190)]
    [InlineData("p_values", 1, 23)]
    [InlineData("p_truncated", 61, 100)]
    public async Task A_sound_log_opens_with_all_its_entries_and_their_bytes(string project, long first, long last)
    {
        string[] lines = await File.ReadAllLinesAsync(_directory.Log(project));
        List<LogEntry<JsonPayload>> entries = await _driver.Project(project).History.ReadAsync().ToListAsync();

        Assert.Equal(last - first + 1, entries.Count);
        Assert.Equal(lines, entries.Select(e => $$"""{"seq":{{e.Seq}},"ts":{{e.Timestamp.ToUnixTimeMilliseconds()}},"data":{{e.Data}}}"""));
        LogInfo info = await _driver.Project(project).History.GetInfoAsync();
        Assert.Equal((first, last, last - first + 1), (info.FirstSeq, info.LastSeq, info.Count));
        Assert.Equal(new AppendResult(last + 1, last + 1), await AppendAsync(project));
    }

    [Theory]
    [InlineData("p_torn_half", 6, true)]
    [InlineData("p_torn_nul", 6, true)]
    [InlineData("p_torn_whole_no_newline", 7, false)]
    public async Task A_torn_log_has_5_entries_until_the_first_append_recovers_it(string project, long appended, bool isCut)
    {
        byte[] before = await File.ReadAllBytesAsync(_directory.Log(project));
        Assert.Equal([1, 2, 3, 4, 5], await SeqsAsync(project));
        Assert.Equal(before, await File.ReadAllBytesAsync(_directory.Log(project)));

        Assert.Equal(new AppendResult(appended, appended), await AppendAsync(project));
        Assert.Equal(Enumerable.Range(1, (int)appended).Select(n => (long)n), await SeqsAsync(project));

        string quarantine = _directory.Log(project) + ".quarantine";
        Assert.Equal(isCut, File.Exists(quarantine));
        if (isCut)
        {
            int committed = Array.LastIndexOf(before, (byte)'\n') + 1;
            Assert.Equal(before[committed..], await File.ReadAllBytesAsync(quarantine));
        }
    }

    [Fact]
    public async Task A_whole_last_entry_without_its_newline_is_kept_as_it_was_written()
    {
        await AppendAsync("p_torn_whole_no_newline");
        List<LogEntry<JsonPayload>> entries = await _driver.Project("p_torn_whole_no_newline").History.ReadAsync().ToListAsync();
        Assert.Equal("""{"kind":"tweak","n":6}""", entries[5].Data.ToString());
        Assert.Equal(1760000000000, entries[5].Timestamp.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_log_that_the_older_system_emptied_starts_at_1_because_its_count_was_lost_before_us()
    {
        Assert.Empty(await SeqsAsync("p_truncated_all"));
        Assert.Equal(new AppendResult(1, 1), await AppendAsync("p_truncated_all"));
    }

    [Fact]
    public async Task A_damaged_line_is_an_error_that_names_file_line_offset_and_cause()
    {
        List<long> seqs = [];
        LogCorruptException e = await Assert.ThrowsAsync<LogCorruptException>(() => ReadIntoAsync("p_bad_middle", seqs));
        Assert.Equal([1, 2], seqs);
        Assert.Equal((_directory.Log("p_bad_middle"), 3, 76), (e.File, e.Line, e.Offset));
        Assert.Contains("does not begin with", e.Cause, StringComparison.Ordinal);
        Assert.Contains("line 3, offset 76", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reader_that_asks_to_skip_gets_the_rest_and_a_report_of_what_it_skipped(bool reverse)
    {
        List<LogSkip> skips = [];
        List<long> seqs = [];
        await ReadIntoAsync("p_bad_middle", seqs, new() { OnSkipped = skips.Add, Reverse = reverse });
        Assert.Equal(reverse ? [6, 5, 4, 2, 1] : [1, 2, 4, 5, 6], seqs);
        LogSkip skip = Assert.Single(skips);
        Assert.Equal((_directory.Log("p_bad_middle"), 3, 76, 17), (skip.Source, skip.Line, skip.Offset, skip.Length));
    }

    [Fact]
    public async Task A_log_damaged_before_its_tail_goes_on_counting()
    {
        Assert.Equal(new AppendResult(7, 7), await AppendAsync("p_bad_middle"));
        Assert.False(File.Exists(_directory.Log("p_bad_middle") + ".quarantine"));
    }

    [Fact]
    public async Task Two_writers_are_an_error_that_names_line_offset_and_cause()
    {
        List<long> seqs = [];
        LogCorruptException e = await Assert.ThrowsAsync<LogCorruptException>(() => ReadIntoAsync("p_two_writers", seqs));
        Assert.Equal([1, 2], seqs);
        Assert.Equal((3, 276), (e.Line, e.Offset));
        Assert.Contains("seq 2 follows 2, expected 3", e.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_writers_read_with_skips_give_each_number_once()
    {
        List<LogSkip> skips = [];
        List<long> seqs = [];
        await ReadIntoAsync("p_two_writers", seqs, new() { OnSkipped = skips.Add });
        Assert.Equal([1, 2, 3, 4], seqs);
        Assert.Equal([3, 6], skips.Select(s => s.Line));
    }

    [Fact]
    public async Task Two_writers_refuse_appends_and_lose_nothing()
    {
        byte[] before = await File.ReadAllBytesAsync(_directory.Log("p_two_writers"));
        for (int i = 0; i < 2; i++)
        {
            LogCorruptException e = await Assert.ThrowsAsync<LogCorruptException>(() => AppendAsync("p_two_writers"));
            Assert.Equal(6, e.Line);
        }

        await Assert.ThrowsAsync<LogCorruptException>(
            async () => await _driver.Project("p_two_writers").History.TruncateBeforeAsync(2));
        Assert.Equal(before, await File.ReadAllBytesAsync(_directory.Log("p_two_writers")));
    }

    [Theory]
    [InlineData("p_plain", "")]
    [InlineData("p_values", "")]
    [InlineData("p_truncated", "")]
    [InlineData("p_truncated_all", "")]
    [InlineData("p_bad_middle", "DamagedLine 3 at 76")]
    [InlineData("p_torn_half", "UncommittedTail 6 at 295")]
    [InlineData("p_torn_nul", "UncommittedTail 6 at 295")]
    [InlineData("p_torn_whole_no_newline", "UncommittedTail 6 at 295")]
    [InlineData("p_two_writers", "OutOfOrder 3 at 276, OutOfOrder 6 at 585")]
    public async Task A_verification_finds_every_fault_and_nothing_else_and_changes_nothing(string project, string expected)
    {
        string[] files = Directory.GetFiles(Path.GetDirectoryName(_directory.Log(project))!);
        byte[] before = await File.ReadAllBytesAsync(_directory.Log(project));
        List<LogFault> faults = await _driver.Project(project).History.VerifyAsync().ToListAsync();
        Assert.Equal(expected, string.Join(", ", faults.Select(f => $"{f.Kind} {f.Line} at {f.Offset}")));
        Assert.Equal(before, await File.ReadAllBytesAsync(_directory.Log(project)));
        Assert.Equal(files.Order(), Directory.GetFiles(Path.GetDirectoryName(_directory.Log(project))!).Order());
    }

    [Theory]
    [InlineData("p_bad_middle", false, "1 2 4 5 6", 7)]
    [InlineData("p_bad_middle", true, "1 2 3 4 5", 7)]
    [InlineData("p_torn_half", false, "1 2 3 4 5", 6)]
    [InlineData("p_torn_nul", false, "1 2 3 4 5", 6)]
    [InlineData("p_torn_whole_no_newline", false, "1 2 3 4 5 6", 7)]
    [InlineData("p_two_writers", false, "1 2 3 4", 5)]
    [InlineData("p_two_writers", true, "1 2 3 4 5 6", 7)]
    public async Task A_repair_makes_each_readable_and_the_numbers_go_on(string project, bool renumber, string expected, long next)
    {
        string log = _directory.Log(project);
        byte[] before = await File.ReadAllBytesAsync(log);
        string[] payloads = await PayloadsAsync();
        LogRepairResult result = await _driver.Project(project).History.RepairAsync(new() { Renumber = renumber });
        Assert.Equal(expected, string.Join(' ', await SeqsAsync(project)));
        Assert.Empty(await _driver.Project(project).History.VerifyAsync().ToListAsync());
        Assert.Equal(new AppendResult(next, next), await AppendAsync(project));
        Assert.Equal(result.Entries + 1, (await SeqsAsync(project)).Count);
        Assert.Equal(renumber, result.BackupPath is not null);
        if (renumber)
        {
            Assert.Equal(before, await File.ReadAllBytesAsync(result.BackupPath!));
        }

        // What is no longer in the log is in the quarantine, byte for byte.
        string quarantined = File.Exists(log + ".quarantine") ? await File.ReadAllTextAsync(log + ".quarantine") : "";
        Assert.Equal(result.QuarantinedBytes, System.Text.Encoding.UTF8.GetByteCount(quarantined));
        string kept = string.Concat(await _driver.Project(project).History.ReadAsync().Select(e => e.Data.ToString()).ToListAsync());
        Assert.All(payloads, line => Assert.True(kept.Contains(line, StringComparison.Ordinal) || quarantined.Contains(line, StringComparison.Ordinal), line));

        async Task<string[]> PayloadsAsync() =>
            [.. (await File.ReadAllLinesAsync(log)).Select(line => line.Contains("\"data\":", StringComparison.Ordinal) ? line[(line.IndexOf("\"data\":", StringComparison.Ordinal) + 7)..].TrimEnd('}') : line)];
    }

    [Fact]
    public async Task Documents_are_read_as_they_are_and_written_as_that_system_reads_them()
    {
        JsonKv<JsonPayload> meta = _driver.Project("p_plain").Meta;
        Assert.Equal(["comments", "deep_1", "threads"], await meta.ListAsync().ToListAsync());
        var deep = Assert.IsType<KvGetResult<JsonPayload>.Found>(await meta.GetAsync("deep_1"));
        Assert.Equal("""{"a":{"b":{"c":[1,2.5,-30000000000,true,null,"z"]}}}""", deep.Value.ToString());

        await meta.PutAsync("deep_1", JsonPayload.Parse("""{"a":"ö"}"""), PutCondition.IfMatch(deep.ETag));
        Assert.Equal("""{"a":"ö"}""", await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(_directory.Log("p_plain"))!, "deep_1.json")));
    }

    [Fact]
    public async Task Shared_documents_are_read_as_they_are()
    {
        var assets = Assert.IsType<KvGetResult<JsonPayload>.Found>(await _driver.Shared.Meta.GetAsync("assets"));
        Assert.Equal("""{"palette":["#f00","#0f0"]}""", assets.Value.ToString());
    }

    [Fact]
    public async Task Blobs_are_read_as_they_are_and_written_as_that_system_reads_them()
    {
        BlobStore files = _driver.Project("p_plain").Files;
        string directory = Path.Combine(_directory.Path, "projects", "p_plain");
        Assert.Equal(["app/main.tsx", "index.html"], await files.ListAsync().Order(StringComparer.Ordinal).ToListAsync());
        string page = await File.ReadAllTextAsync(Path.Combine(directory, "index.html"));
        Assert.Equal(page, await files.ReadAllTextAsync("index.html"));

        await files.WriteAsync("index.html", page + "<!-- ö -->", PutCondition.IfMatch((await files.StatAsync("index.html"))!.ETag));
        await files.WriteAsync("app/new/style.css", "a{}");
        Assert.IsType<BlobDeleteResult.Deleted>(await files.DeleteAsync("app/main.tsx"));
        Assert.Equal(page + "<!-- ö -->", await File.ReadAllTextAsync(Path.Combine(directory, "index.html")));
        Assert.Equal("a{}", await File.ReadAllTextAsync(Path.Combine(directory, "app", "new", "style.css")));
        Assert.False(File.Exists(Path.Combine(directory, "app", "main.tsx")));
    }

    /// <summary>That system lists <c>*.json</c> and <c>*.jsonl</c> in <c>.meta</c> and <c>.data</c>, and all that is not in <c>.meta</c> as blobs.</summary>
    [Fact]
    public async Task What_is_written_in_place_adds_nothing_that_that_system_would_list()
    {
        Project project = _driver.Project("p_plain");
        await project.History.AppendAsync(JsonPayload.Parse("""{"kind":"tweak"}"""));
        await project.History.TruncateBeforeAsync(10);
        await project.Meta.PutAsync("comments", JsonPayload.Parse("[1]"));
        await project.Meta.UpdateAsync("threads", static current => ((KvGetResult<JsonPayload>.Found)current).Value);
        Assert.IsType<KvDeleteResult.Deleted>(await project.Meta.DeleteAsync("deep_1"));
        await project.Document(Records.Definitions.PinnedInSet).PutAsync(new(1));
        await project.Files.WriteAsync("app/main.tsx", "export {}");
        await _driver.Shared.Meta.PutAsync("assets", JsonPayload.Parse("{}"));
        await _driver.DisposeAsync();

        string meta = Path.Combine(_directory.Path, "projects", "p_plain", ".meta");
        Assert.Equal(["comments.json", "threads.json"], Names(meta, "*.json"));
        Assert.Equal(["history.jsonl"], Names(meta, "*.jsonl"));
        Assert.Equal(["pinned.json"], Names(Path.Combine(meta, "counters"), "*.json"));
        Assert.Equal(["assets.json"], Names(Path.Combine(_directory.Path, ".data"), "*.json"));
        string[] blobs =
        [
            .. Directory.GetFiles(Path.GetDirectoryName(meta)!, "*", SearchOption.AllDirectories)
                .Where(path => !path.StartsWith(meta, StringComparison.Ordinal)).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(["index.html", "main.tsx"], blobs);

        // Beside these it meets only what begins with a dot, or has an ending of its own.
        string[] others = [.. Names(meta, "*").Except(["comments.json", "threads.json", "history.jsonl"])];
        Assert.Equal([".blobs.lock", ".lock", "history.jsonl.head", "history.jsonl.lock"], others);
        foreach (string file in Directory.GetFiles(_directory.Path, "*.json", SearchOption.AllDirectories))
        {
            using var document = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(file));
        }
    }

    private static string[] Names(string directory, string pattern) =>
        [.. Directory.GetFiles(directory, pattern).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private async Task<AppendResult> AppendAsync(string project) =>
        await _driver.Project(project).History.AppendAsync(JsonPayload.Parse("""{"kind":"tweak"}"""));

    private async Task<List<long>> SeqsAsync(string project)
    {
        List<long> seqs = [];
        await ReadIntoAsync(project, seqs);
        return seqs;
    }

    private async Task ReadIntoAsync(string project, List<long> seqs, LogReadOptions? options = null)
    {
        await foreach (LogEntry<JsonPayload> entry in _driver.Project(project).History.ReadAsync(options))
        {
            seqs.Add(entry.Seq);
        }
    }
}
