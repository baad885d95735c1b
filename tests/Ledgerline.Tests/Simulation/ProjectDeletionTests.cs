namespace Ledgerline.Tests.Simulation;

/// <summary>
/// A process is killed at any call of a project's deletion, and perhaps the power goes. The project is there as a whole, or
/// gone as a whole; what was acknowledged as deleted stays so; nothing comes back; the next one who opens the root ends what
/// was begun.
/// </summary>
public sealed class ProjectDeletionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Half_a_deletion_is_ended_and_nothing_comes_back(bool losesPower)
    {
        bool wasKilled = true;
        int kills = 0;
        for (int call = 0; wasKilled; call++)
        {
            for (int seed = 0; seed < (losesPower ? 6 : 1); seed++)
            {
                wasKilled = await DeleteAsync(call, seed, losesPower);
                kills += wasKilled ? 1 : 0;
            }
        }

        Assert.True(kills > 10, $"a deletion makes {kills} calls");
    }

    /// <returns>Whether the process was killed before the deletion was acknowledged.</returns>
    private static async Task<bool> DeleteAsync(int call, int seed, bool losesPower)
    {
        var random = new Random(seed);
        var machine = new SimulatedMachine(random);
        var clock = new SimulatedClock();
        using (SimulatedProcess maker = Start("maker"))
        {
            maker.CreateProject();
            await WriteAsync(maker.Project, 1);
        }

        bool isDeleted = false;
        using (SimulatedProcess killed = Start("killed"))
        {
            killed.Disk.Faults.CallsLeft = call;
            try
            {
                await killed.Driver.DeleteProjectAsync("p");
                isDeleted = true;
            }
            catch (ProcessStoppedException)
            {
            }
        }

        if (losesPower)
        {
            machine.LosePower();
        }

        string where = $"killed at call {call}, seed {seed}, {(isDeleted ? "acknowledged" : "not acknowledged")}";
        using SimulatedProcess next = Start("next");
        bool isThere = await next.Driver.ListProjectIdsAsync().AnyAsync();
        Assert.False(isDeleted && isThere, $"{where}: the project is back");
        if (isThere)
        {
            Assert.Equal("1 1 1", await ReadAsync(next.Project));
            await next.Driver.DeleteProjectAsync("p");
        }

        await Assert.ThrowsAsync<ProjectNotFoundException>(() => WriteAsync(next.Project, 2));
        Assert.True(await next.Driver.CreateProjectAsync("p"), $"{where}: what is gone cannot be made anew");
        Assert.Equal("  ", await ReadAsync(next.Project));
        await WriteAsync(next.Project, 3);
        Assert.Equal("3 3 3", await ReadAsync(next.Project));

        // Deleting once more frees whatever was left of either.
        await next.Driver.DeleteProjectAsync("p");
        string[] left = [.. machine.FilesBelow($"{SimulatedProcess.Root}/projects")];
        Assert.True(left.Length == 0, $"{where}: {string.Join(", ", left)} are left");
        return !isDeleted;

        SimulatedProcess Start(string who) => new(who, machine, clock, random, static disk => disk);
    }

    private static async Task WriteAsync(Project project, int number)
    {
        await project.Log("log").AppendAsync(JsonPayload.Parse($"{number}"));
        await project.Kv(Records.Definitions.Counters).PutAsync("a", new(number));
        await project.Files.WriteAsync("dir/a", $"{number}");
    }

    private static async Task<string> ReadAsync(Project project)
    {
        JsonPayload? entry = await project.Log("log").ReadAsync().Select(static e => (JsonPayload?)e.Data).LastOrDefaultAsync();
        KvGetResult<Records.Counter> document = await project.Kv(Records.Definitions.Counters).GetAsync("a");
        return $"{entry} {(document as KvGetResult<Records.Counter>.Found)?.Value.Value} {await project.Files.ReadAllTextAsync("dir/a")}";
    }
}
