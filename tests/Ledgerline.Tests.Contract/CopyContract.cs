using System.Text;
using Ledgerline.Drivers;
using Ledgerline.Tests.Contract.Copies;

namespace Ledgerline.Tests.Contract;

/// <summary>A project moves to any other driver, and from it, as it is.</summary>
public abstract class CopyContract<TDriver> : DriverContract<TDriver>, IDisposable
    where TDriver : DriverUnderTest, new()
{
    private const string TargetId = "p_target";

    /// <summary>Batches so small that a log is several, and some entries are larger than one.</summary>
    private static readonly ProjectCopyOptions Small = new()
    {
        TargetProjectId = TargetId,
        BatchBytes = 60,
        Durability = Durability.Buffered,
    };

    private readonly MemoryDriver _memory = new();
    private readonly string _root = Directory.CreateTempSubdirectory("ledgerline-copy-").FullName;
    private readonly FileSystemDriver _files;

    protected CopyContract() => _files = new(_root, new FileSystemDriverOptions { Durability = Durability.Buffered });

    private Project Target => _memory.Project(TargetId);

    public void Dispose()
    {
        _memory.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _files.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("files")]
    [InlineData("the same driver")]
    public async Task A_project_goes_to_another_driver_as_it_is(string other)
    {
        await RichProject.FillAsync(Project);
        await CheckCopyAsync(Driver, ProjectId, Open(other));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("files")]
    [InlineData("the same driver")]
    public async Task A_project_comes_from_another_driver_as_it_is(string other)
    {
        IStorageDriver source = Open(other);
        await source.CreateProjectAsync("p_source");
        await RichProject.FillAsync(source.Project("p_source"));
        await CheckCopyAsync(source, "p_source", Driver);
        await ReopenRivalAsync();
        Project project = Rival.Project(TargetId);
        Assert.Equal(await ProjectContents.OfAsync(source.Project("p_source")), await ProjectContents.OfAsync(project));

        // It goes on there as the source would.
        Assert.Equal(31, (await project.History.AppendAsync(JsonPayload.Parse("1"))).FirstSeq);
        Assert.Equal(8, (await project.Log("runs", "lost-at-the-end").AppendAsync(JsonPayload.Parse("1"))).FirstSeq);
        Assert.Equal(1_000_001, (await project.Log("runs", "only-a-count").AppendAsync(JsonPayload.Parse("1"))).FirstSeq);
        await Assert.ThrowsAsync<LogCompletedException>(async () => await project.Log("only-sealed").AppendAsync(JsonPayload.Parse("1")));
    }

    [Fact]
    public async Task An_empty_project_is_copied_too()
    {
        Assert.Equal(default, (await Driver.CopyProjectAsync(ProjectId, _memory)).Copied);
        Assert.Equal([ProjectId], await _memory.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task Copied_once_more_only_what_is_new_goes_over()
    {
        await RichProject.FillAsync(Project);
        await CopyAsync();
        await Project.History.AppendAsync(JsonPayload.Parse("31"));
        await Project.Log("runs", "new").AppendAsync(JsonPayload.Parse("1"));
        await Project.Log("times-fall").CompleteAsync();
        await RichProject.PutAsync(Project, "new", "key", "1");
        await Project.Files.WriteAsync("new/file", "12");
        await Project.History.TruncateBeforeAsync(20);
        Assert.Equal(new(3, 2, 1, 1, 6), (await CopyAsync()).Copied);
        await CheckEqualAsync();
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    [InlineData("cancelled")]
    public async Task Whichever_call_of_a_copy_fails_the_next_one_goes_on_from_there(string when)
    {
        await RichProject.FillSparselyAsync(Project);
        await _memory.CreateProjectAsync("p_source");
        await RichProject.FillSparselyAsync(_memory.Project("p_source"));
        await CheckInterruptionsAsync(Driver, Project, _memory, when);
        await CheckInterruptionsAsync(_memory, _memory.Project("p_source"), Driver, when);
    }

    [Theory]
    [InlineData("an entry that is another one", "log history", 8)]
    [InlineData("a time that is another one", "log history", 8)]
    [InlineData("one entry more", "log history", 31)]
    [InlineData("an entry that is lost in the source", "log runs/with-gaps", 8)]
    [InlineData("an entry that is lost there", "log history", 8)]
    [InlineData("a later beginning", "log history", 6)]
    [InlineData("a seal", "log history", 9)]
    [InlineData("a log that the source does not have", "log other", 1)]
    [InlineData("a key that the source does not have", "log runs/other", 1)]
    [InlineData("only entries that the source has truncated", "log history", 4)]
    public async Task A_log_that_somebody_else_wrote_is_left_as_it_is(string difference, string item, long seq)
    {
        await RichProject.FillAsync(Project);
        await _memory.CreateProjectAsync(TargetId);
        List<LogEntry<JsonPayload>> history = await Project.History.ReadAsync(null, Deadline).ToListAsync(Deadline);
        LogEntry<JsonPayload> third = history[2];
        AppendLog<JsonPayload> log = Target.Log(item.Split(' ', '/')[1], item.Contains('/', StringComparison.Ordinal) ? item.Split('/')[1] : null);
        switch (difference)
        {
            case "an entry that is another one":
                await log.ImportAsync([history[0], history[1], third with { Data = JsonPayload.Parse("0") }]);
                break;
            case "a time that is another one":
                await log.ImportAsync([history[0], history[1], third with { Timestamp = third.Timestamp.AddMilliseconds(1) }]);
                break;
            case "one entry more":
                await log.ImportAsync(history);
                await log.AppendAsync(JsonPayload.Parse("0"));
                break;
            case "an entry that is lost in the source":
                await log.ImportAsync([RichProject.Entry(3, 10), RichProject.Entry(4, 20), RichProject.Entry(8, 15)], afterSeq: 2);
                break;
            case "an entry that is lost there":
                await log.ImportAsync([history[0], history[1], history[3]], afterSeq: 5);
                break;
            case "a later beginning":
                await log.ImportAsync(history[1..4]);
                break;
            case "a seal":
                await log.ImportAsync(history[..3]);
                await log.CompleteAsync();
                break;
            case "only entries that the source has truncated":
                await log.ImportAsync(Enumerable.Range(2, 3).Select(seq => RichProject.Entry(seq, 1)));
                break;
            default:
                await log.AppendAsync(JsonPayload.Parse("0"));
                break;
        }

        List<LogEntry<JsonPayload>> before = await log.ReadAsync(null, Deadline).ToListAsync(Deadline);
        foreach (bool mirror in new[] { false, true })
        {
            ProjectCopyException refused = await Assert.ThrowsAsync<ProjectCopyException>(() => CopyAsync(Small with { Mirror = mirror }));
            Assert.Equal((item, seq), (refused.Item, refused.Seq!.Value));
            Assert.Contains(item, refused.Message, StringComparison.Ordinal);
            Assert.Contains(TargetId, refused.Message, StringComparison.Ordinal);
            Assert.Equal(before, await log.ReadAsync(null, Deadline).ToListAsync(Deadline));
        }

        await log.DeleteAsync();
        await CopyAsync();
        await CheckEqualAsync();
    }

    [Theory]
    [InlineData("document settings")]
    [InlineData("document threads/main")]
    [InlineData("document threads/added")]
    [InlineData("document added/main")]
    [InlineData("blob a/b.txt")]
    [InlineData("blob a/b/c.bin")]
    [InlineData("blob added")]
    public async Task A_document_or_blob_that_somebody_else_wrote_is_left_as_it_is_unless_told_otherwise(string item)
    {
        await RichProject.FillAsync(Project);
        await _memory.CreateProjectAsync(TargetId);
        string[] name = item.Split(' ')[1].Split('/');
        if (item.StartsWith("document", StringComparison.Ordinal))
        {
            await RichProject.PutAsync(Target, name.Length == 1 ? null : name[0], name[^1], "0");
        }
        else
        {
            await Target.Files.WriteAsync(item[5..], "tex_");
        }

        ProjectCopyException refused = await Assert.ThrowsAsync<ProjectCopyException>(() => CopyAsync());
        Assert.Equal((item, null), (refused.Item, refused.Seq));
        Assert.Contains("Mirror", refused.Message, StringComparison.Ordinal);
        if (item.StartsWith("document", StringComparison.Ordinal))
        {
            StoredDocument? left = await Target.Store.OpenDocuments(name.Length == 1 ? null : name[0]).GetAsync(name[^1], Deadline);
            Assert.Equal("0", Encoding.UTF8.GetString(left!.Content.Span));
        }
        else
        {
            Assert.Equal("tex_", await Target.Files.ReadAllTextAsync(item[5..]));
        }

        await CopyAsync(Small with { Mirror = true });
        await CheckEqualAsync();
    }

    [Fact]
    public async Task Who_appends_to_the_target_meanwhile_is_noticed_and_keeps_what_was_appended()
    {
        await RichProject.FillAsync(Project);
        bool hasAppended = false;
        var plan = new CallPlan
        {
            Before = (_, member) =>
            {
                if (member == "ILogStore.ImportAsync" && !hasAppended && Target.History.GetInfoAsync().AsTask().Result.LastSeq > 10)
                {
                    hasAppended = true;
                    Target.History.Append(JsonPayload.Parse("\"mine\""));
                }
            },
        };
        ProjectCopyException refused = await Assert.ThrowsAsync<ProjectCopyException>(
            () => Driver.CopyProjectAsync(ProjectId, new PlannedDriver(_memory, plan), Small, null, Deadline));
        LogEntry<JsonPayload> mine = Target.History.Read(new() { Reverse = true, Limit = 1 }).Single();
        Assert.Equal(("log history", mine.Seq, "\"mine\""), (refused.Item, refused.Seq!.Value, mine.Data.ToString()));
    }

    [Theory]
    [InlineData("ILogStore.ImportAsync", "log history")]
    [InlineData("IDocumentStore.PutAsync", "document UPPER")]
    [InlineData("IBlobStore.WriteAsync", "blob ")]
    public async Task A_target_that_does_not_hold_what_it_was_given_is_found_out(string member, string item)
    {
        await RichProject.FillAsync(Project);
        var plan = new CallPlan
        {
            Argument = (called, value) => called != member ? value : value switch
            {
                PayloadBatch batch => batch with { Bytes = Enumerable.Repeat((byte)'1', batch.Bytes.Length).ToArray() },
                ReadOnlyMemory<byte> => (ReadOnlyMemory<byte>)"7"u8.ToArray(),
                Stream => new MemoryStream([7]),
                _ => value,
            },
        };
        ProjectCopyException found = await Assert.ThrowsAsync<ProjectCopyException>(
            () => Driver.CopyProjectAsync(ProjectId, new PlannedDriver(_memory, plan), Small with { BatchBytes = 1 << 20 }, null, Deadline));
        Assert.StartsWith(item, found.Item, StringComparison.Ordinal);
        Assert.Equal(item == "log history" ? 6 : null, found.Seq);
    }

    [Fact]
    public async Task A_source_that_is_written_to_meanwhile_is_copied_up_to_where_it_is_and_once_more_to_its_end()
    {
        using var stop = new CancellationTokenSource();
        long copied = 5;
        AppendLog<JsonPayload> runs = RivalProject.Log("runs", "a");
        await runs.AppendBatchAsync(RichProject.Payloads(0, 20), Durability.Buffered);
        Task writer = Task.Run(async () =>
        {
            for (int i = 20; !stop.IsCancellationRequested; i++)
            {
                await runs.AppendBatchAsync(RichProject.Payloads(i % 20, 2), Durability.Buffered);
                if (i % 8 == 0)
                {
                    // Never all that the target has: the two could not be compared any more.
                    await runs.TruncateBeforeAsync(Interlocked.Read(ref copied) - 5);
                }
            }
        });
        for (int i = 0; i < 5; i++)
        {
            await CopyAsync();
            long last = (await Target.Log("runs", "a").GetInfoAsync()).LastSeq;
            Assert.InRange(last, 20, (await runs.GetInfoAsync()).LastSeq);
            Interlocked.Exchange(ref copied, last);
        }

        await stop.CancelAsync();
        await writer;
        await CopyAsync();
        await CheckEqualAsync();
    }

    [Fact]
    public async Task Progress_is_told_at_a_bounded_pace_and_at_the_end()
    {
        await RichProject.FillAsync(Project);
        await Project.Log("many").AppendBatchAsync(Enumerable.Repeat(JsonPayload.Parse("1"), 5000), Durability.Buffered);
        var told = new List<ProjectCopyProgress>();
        var plan = new CallPlan();
        long begun = System.Diagnostics.Stopwatch.GetTimestamp();
        ProjectCopyResult result = await Driver.CopyProjectAsync(
            ProjectId, new PlannedDriver(_memory, plan), Small with { BatchBytes = 8 }, new Recorder(told), Deadline);
        double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Assert.InRange(told.Count, 1, 2 + (int)(seconds * 5));
        Assert.Equal(new ProjectCopyProgress("", result.Copied, result.AlreadyThere), told[^1]);
        Assert.All(told.SkipLast(1), t => Assert.NotEmpty(t.Item));
        Assert.Equal(told.Select(t => t.Copied.Bytes).Order(), told.Select(t => t.Copied.Bytes));
    }

    [Fact]
    public async Task A_project_that_does_not_exist_is_not_made_in_the_target()
    {
        await Assert.ThrowsAsync<ProjectNotFoundException>(() => Driver.CopyProjectAsync("p_none", _memory));
        Assert.Empty(await _memory.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Driver.CopyProjectAsync(ProjectId, Driver));
        await Assert.ThrowsAsync<ArgumentException>(() => Driver.CopyProjectAsync(ProjectId, Driver, new() { TargetProjectId = ProjectId }));
        await Assert.ThrowsAsync<ArgumentException>(() => Driver.CopyProjectAsync("../x", _memory));
        await Assert.ThrowsAsync<ArgumentException>(() => Driver.CopyProjectAsync(ProjectId, _memory, new() { TargetProjectId = "a/b" }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Driver.CopyProjectAsync(ProjectId, _memory, new() { BatchBytes = 0 }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Driver.CopyProjectAsync(ProjectId, null!));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Driver.CopyProjectAsync(ProjectId, _memory, cancellationToken: new CancellationToken(true)));
    }

    private IStorageDriver Open(string other) => other switch
    {
        "memory" => _memory,
        "files" => _files,
        _ => Driver,
    };

    private Task<ProjectCopyResult> CopyAsync(ProjectCopyOptions? options = null) =>
        Driver.CopyProjectAsync(ProjectId, _memory, options ?? Small, null, Deadline);

    private async Task CheckEqualAsync() =>
        Assert.Equal(await ProjectContents.OfAsync(Project), await ProjectContents.OfAsync(Target));

    private async Task CheckCopyAsync(IStorageDriver source, string id, IStorageDriver target)
    {
        ProjectCopyResult result = await source.CopyProjectAsync(id, target, Small, null, Deadline);
        Assert.Equal(TargetId, result.TargetProjectId);
        Assert.Equal(RichProject.Counts, result.Copied with { Bytes = 0 });
        Assert.Equal(default, result.AlreadyThere);
        string expected = await ProjectContents.OfAsync(source.Project(id));
        Assert.Equal(expected, await ProjectContents.OfAsync(target.Project(TargetId)));
        await foreach (string name in target.Project(TargetId).ListLogsAsync(Deadline))
        {
            await foreach (string key in target.Project(TargetId).ListLogKeysAsync(name, Deadline))
            {
                Assert.Empty(await target.Project(TargetId).Log(name, key).VerifyAsync(cancellationToken: Deadline).ToListAsync(Deadline));
            }
        }

        // Once more: all is there, and stays.
        ProjectCopyResult again = await source.CopyProjectAsync(id, target, Small, null, Deadline);
        Assert.Equal((default, result.Copied), (again.Copied, again.AlreadyThere));
        Assert.Equal(expected, await ProjectContents.OfAsync(target.Project(TargetId)));
    }

    private static async Task CheckInterruptionsAsync(IStorageDriver source, Project project, IStorageDriver target, string when)
    {
        string expected = await ProjectContents.OfAsync(project);
        int calls = await Interruption.CheckAsync(
            source, project.Id, target, Small with { BatchBytes = 15 }, when,
            async copy => Assert.Equal(expected, await ProjectContents.OfAsync(copy)));
        Assert.InRange(calls, 40, 100);
    }

    private sealed class Recorder(List<ProjectCopyProgress> told) : IProgress<ProjectCopyProgress>
    {
        public void Report(ProjectCopyProgress value) => told.Add(value);
    }
}
