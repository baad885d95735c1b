using Ledgerline.Drivers;
using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>What a project's deletion takes with it, what it ends, and what it leaves for one that is made anew.</summary>
public abstract class DeletionContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    [Fact]
    public async Task Deleting_says_whether_there_was_a_project_and_can_be_said_again()
    {
        Assert.True(await Driver.DeleteProjectAsync(ProjectId));
        Assert.False(await Driver.DeleteProjectAsync(ProjectId));
        Assert.False(await Rival.DeleteProjectAsync(ProjectId));
        Assert.False(await Driver.DeleteProjectAsync("p_never"));
        Assert.Empty(await Driver.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
        Assert.Empty(await Rival.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task Of_racing_deletions_exactly_one_deletes_the_project()
    {
        IStorageDriver[] drivers = [Driver, Rival];
        for (int round = 0; round < 20; round++)
        {
            await Log.AppendAsync(Event(round), Durability.Buffered);
            bool[] deleted = await Task.WhenAll(Enumerable.Range(0, 6).Select(n =>
                Task.Run(() => drivers[n % 2].DeleteProjectAsync(ProjectId))));
            Assert.Single(deleted, d => d);
            Assert.True(await drivers[round % 2].CreateProjectAsync(ProjectId));
        }
    }

    [Theory]
    [MemberData(nameof(StorageMembers.All), MemberType = typeof(StorageMembers))]
    public async Task A_member_of_a_deleted_project_throws_ProjectNotFoundException_and_brings_nothing_back(string member)
    {
        await Log.AppendAsync(Event(1));
        await Counters.PutAsync("a", new Counter(1));
        await RivalProject.Log(Definitions.History).AppendAsync(Event(2));
        Assert.True(await Driver.DeleteProjectAsync(ProjectId));
        foreach (Project project in new[] { Project, RivalProject })
        {
            ProjectNotFoundException e = await Assert.ThrowsAsync<ProjectNotFoundException>(
                () => StorageMembers.CallAsync(member, project, Deadline));
            Assert.Equal(ProjectId, e.ProjectId);
        }

        Assert.Empty(await Driver.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
        Assert.True(await Driver.CreateProjectAsync(ProjectId));
        Assert.Empty(await Project.ListLogsAsync(Deadline).ToListAsync(Deadline));
        Assert.Empty(await Counters.ListAsync(cancellationToken: Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task A_project_made_anew_begins_empty_and_handles_on_the_old_one_work_in_it()
    {
        AppendLog<RunEvent> keyed = Project.Log(Definitions.History, "run");
        IStorageDriver[] drivers = [Driver, Rival];
        for (int round = 0; round < 10; round++)
        {
            await FillAsync(3);
            await Log.TruncateBeforeAsync(2);
            Assert.Equal(new AppendResult(4, 4), await RivalProject.Log(Definitions.History).AppendAsync(Event(4)));
            await keyed.CompleteAsync();
            await Counters.PutAsync("a", new Counter(round));
            Assert.Equal([3, 4], await ReadSeqsAsync());

            Assert.True(await drivers[round % 2].DeleteProjectAsync(ProjectId));
            Assert.True(await drivers[round / 2 % 2].CreateProjectAsync(ProjectId));

            Assert.Empty(await ReadAsync());
            Assert.Equal(0, (await Log.GetInfoAsync()).LastSeq);
            Assert.False((await keyed.GetInfoAsync()).IsCompleted);
            Assert.IsType<KvGetResult<Counter>.NotFound>(await Counters.GetAsync("a"));
            Assert.Empty(await RivalProject.ListLogsAsync(Deadline).ToListAsync(Deadline));
            Assert.Equal(new AppendResult(1, 1), await RivalProject.Log(Definitions.History).AppendAsync(Event(1)));
            Assert.Equal(new AppendResult(2, 2), await Log.AppendAsync(Event(2)));
            Assert.Equal([1, 2], await ReadSeqsAsync());
            Assert.True(await Driver.DeleteProjectAsync(ProjectId));
            Assert.True(await Driver.CreateProjectAsync(ProjectId));
        }
    }

    [Fact]
    public async Task Other_projects_and_shared_documents_stay()
    {
        await Driver.CreateProjectAsync(ProjectId + "x");
        await Driver.Project(ProjectId + "x").History.AppendAsync(JsonPayload.Parse("1"));
        await Driver.Shared.Kv(Definitions.Counters).PutAsync("a", new Counter(1));
        Assert.True(await Driver.DeleteProjectAsync(ProjectId));
        Assert.Equal([ProjectId + "x"], await Rival.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
        Assert.Equal(1, (await Rival.Project(ProjectId + "x").History.GetInfoAsync()).LastSeq);
        Assert.IsType<KvGetResult<Counter>.Found>(await Rival.Shared.Kv(Definitions.Counters).GetAsync("a"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Subscriptions_of_every_kind_end_and_do_not_go_on_in_a_project_made_anew(bool hasEntries)
    {
        if (hasEntries)
        {
            await FillAsync(3);
            await Counters.PutAsync("a", new Counter(1));
        }

        foreach (bool isMadeAnewAtOnce in new[] { false, true })
        {
            List<Task> ends = [];
            List<long> seen = [];
            var changes = new List<KvChange>();
            var files = new List<BlobChange>();
            foreach (Project project in new[] { Project, RivalProject })
            {
                AppendLog<RunEvent> log = project.Log(Definitions.History);
                LogCursor live = project.Store.OpenLog("history").OpenFollower(null, null).Started();
                IDocumentWatch watch = project.Store.OpenDocuments("counters").OpenWatch();
                watch.Start();
                IBlobWatch blobs = project.Store.OpenBlobs().OpenWatch("", TimeSpan.Zero);
                blobs.Start();
                ends.Add(DrainAsync(live, live.MoveNextAsync, () => seen.Add(live.Current.Seq)));
                ends.Add(DrainAsync(watch, watch.MoveNextAsync, () => changes.Add(watch.Current)));
                ends.Add(DrainAsync(blobs, blobs.MoveNextAsync, () => files.Add(blobs.Current)));
                var completed = new TaskCompletionSource();
                log.Subscribe(_ => { }, onError: e => completed.TrySetException(e), onCompleted: () => completed.TrySetResult());
                ends.Add(completed.Task);
            }

            Assert.True(await Driver.DeleteProjectAsync(ProjectId));
            if (isMadeAnewAtOnce)
            {
                Assert.True(await Driver.CreateProjectAsync(ProjectId));
                await FillAsync(5);
                await Counters.PutAsync("b", new Counter(2));
            }

            await Task.WhenAll(ends).WaitAsync(Deadline);
            Assert.Empty(seen);
            Assert.Empty(changes);
            Assert.Empty(files);
            if (!isMadeAnewAtOnce)
            {
                await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await Subscription(0).MoveNextAsync());
                Assert.True(await Driver.CreateProjectAsync(ProjectId));
            }
        }

        await using IAsyncEnumerator<LogEntry<RunEvent>> next = Subscription(0);
        Assert.Equal(Seqs(1, 5), await TakeAsync(next, 5));
    }

    [Fact]
    public async Task A_reader_that_was_opened_before_reads_to_its_end_or_is_told()
    {
        await FillAsync(100);
        await using IAsyncEnumerator<LogEntry<RunEvent>> reader = Log.ReadAsync(null, Deadline).GetAsyncEnumerator(Deadline);
        Assert.True(await reader.MoveNextAsync());
        await Driver.DeleteProjectAsync(ProjectId);
        await Driver.CreateProjectAsync(ProjectId);
        await Log.AppendAsync(Event(0));
        for (int seq = 2; seq <= 100; seq++)
        {
            Assert.True(await reader.MoveNextAsync());
            Assert.Equal((seq, Event(seq)), (reader.Current.Seq, reader.Current.Data));
        }

        Assert.False(await reader.MoveNextAsync());
    }

    [Theory]
    [MemberData(nameof(InvalidNames.All), MemberType = typeof(InvalidNames))]
    public async Task What_is_no_id_is_refused(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Driver.DeleteProjectAsync(name));

    [Fact]
    public async Task A_deletion_that_was_cancelled_before_it_began_deletes_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Driver.DeleteProjectAsync(ProjectId, new CancellationToken(true)));
        Assert.Equal([ProjectId], await Driver.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
    }

    private async Task DrainAsync(IDisposable source, Func<CancellationToken, ValueTask<bool>> moveNext, Action onItem)
    {
        using (source)
        {
            while (await moveNext(Deadline))
            {
                onItem();
            }
        }
    }
}
