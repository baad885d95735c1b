using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

public abstract class ProjectContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private static readonly string LongestName = new('n', 128);

    [Fact]
    public void The_driver_says_what_it_is()
    {
        Assert.NotEmpty(Driver.Info.Name);
        Assert.Equal(1, Driver.Info.InterfaceVersion);
    }

    [Fact]
    public async Task Creating_a_project_says_whether_it_was_made_and_keeps_what_is_there()
    {
        Assert.True(await Driver.CreateProjectAsync("p_new"));
        await Driver.Project("p_new").History.AppendAsync(JsonPayload.Parse("1"));
        Assert.False(await Driver.CreateProjectAsync("p_new"));
        Assert.False(await Rival.CreateProjectAsync("p_new"));
        Assert.Equal(1, await Rival.Project("p_new").History.ReadAsync().CountAsync(Deadline));
    }

    [Fact]
    public async Task Of_racing_creations_exactly_one_makes_the_project()
    {
        IStorageDriver[] drivers = [Driver, Rival];
        for (int round = 0; round < 10; round++)
        {
            string id = $"p{round}";
            bool[] made = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
                Task.Run(() => drivers[n % 2].CreateProjectAsync(id))));
            Assert.Single(made, m => m);
        }
    }

    [Fact]
    public async Task Every_id_is_listed_once()
    {
        foreach (string id in new[] { "b", "a", "B", "_x", "-y", "10", "9", "ab" })
        {
            await Driver.CreateProjectAsync(id);
        }

        string[] expected = ["-y", "10", "9", "B", "_x", "a", "ab", "b", ProjectId];
        Assert.Equal(expected, await Driver.ListProjectIdsAsync(Deadline).Order(StringComparer.Ordinal).ToListAsync(Deadline));
        Assert.Equal(expected, await Rival.ListProjectIdsAsync(Deadline).Order(StringComparer.Ordinal).ToListAsync(Deadline));
    }

    [Fact]
    public async Task Logs_are_listed_in_ordinal_order_once_they_have_had_an_entry()
    {
        foreach (string name in new[] { "b", "a", "B", "_x", "10", "9" })
        {
            await Project.Log(name).AppendAsync(JsonPayload.Parse("1"));
        }

        await Project.Log("only-read").ReadAsync().CountAsync(Deadline);
        string[] expected = ["10", "9", "B", "_x", "a", "b"];
        Assert.Equal(expected, await Project.ListLogsAsync(Deadline).ToListAsync(Deadline));
        Assert.Equal(expected, await RivalProject.ListLogsAsync(Deadline).ToListAsync(Deadline));
    }

    [Theory]
    [MemberData(nameof(StorageMembers.All), MemberType = typeof(StorageMembers))]
    public async Task A_member_of_a_project_that_was_not_created_throws_ProjectNotFoundException_and_makes_nothing(string member)
    {
        Project missing = Driver.Project("p_missing");
        Assert.Equal("p_missing", missing.Id);
        ProjectNotFoundException e = await Assert.ThrowsAsync<ProjectNotFoundException>(
            () => StorageMembers.CallAsync(member, missing, Deadline));
        Assert.Equal("p_missing", e.ProjectId);
        Assert.Contains("'p_missing'", e.Message, StringComparison.Ordinal);
        Assert.Contains("CreateProjectAsync", e.Message, StringComparison.Ordinal);
        Assert.Equal([ProjectId], await Driver.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task A_handle_that_was_taken_before_its_project_was_created_works_afterwards()
    {
        AppendLog<RunEvent> log = Driver.Project("p_late").Log(Definitions.History);
        JsonKv<Counter> counters = Driver.Project("p_late").Kv(Definitions.Counters);
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await log.AppendAsync(Event(1)));
        await Rival.CreateProjectAsync("p_late");
        Assert.Equal(new AppendResult(1, 1), await log.AppendAsync(Event(1)));
        Assert.IsType<KvPutResult.Stored>(await counters.PutAsync("a", new Counter(1)));
    }

    [Fact]
    public async Task Names_of_128_characters_work_everywhere()
    {
        await Driver.CreateProjectAsync(LongestName);
        Project project = Driver.Project(LongestName);
        AppendLog<JsonPayload> log = project.Log(LongestName);
        await log.AppendBatchAsync([JsonPayload.Parse("1"), JsonPayload.Parse("2")]);
        await log.TruncateBeforeAsync(1);
        JsonKv<Counter> counters = project.Kv(new KvDefinition<Counter>(LongestName, RecordContext.Default.Counter));
        await counters.PutAsync(LongestName, new Counter(1));
        Assert.Equal([2], log.Read().Select(e => e.Seq));
        Assert.Equal([LongestName], await counters.ListAsync().ToListAsync(Deadline));
        Assert.Equal([LongestName], await project.ListLogsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task Every_character_that_a_name_may_have_works()
    {
        const string Name = "-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        await Driver.CreateProjectAsync(Name);
        await Driver.Project(Name).Log(Name).AppendAsync(JsonPayload.Parse("1"));
        await Driver.Project(Name).Meta.PutAsync(Name, JsonPayload.Parse("1"));
        Assert.Equal([Name], await Driver.Project(Name).ListLogsAsync(Deadline).ToListAsync(Deadline));
        Assert.Equal([Name], await Driver.Project(Name).Meta.ListAsync().ToListAsync(Deadline));
    }
}
