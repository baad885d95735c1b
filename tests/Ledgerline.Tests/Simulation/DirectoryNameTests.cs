using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation;

/// <summary>
/// A process is killed at any of its calls while it makes what it writes to for the first time; another one goes on. What
/// that one was acknowledged survives a loss of power, though it did not make the directories itself.
/// </summary>
public sealed class DirectoryNameTests
{
    private static readonly Dictionary<string, (Func<SimulatedProcess, Task> Write, Func<SimulatedProcess, Task<bool>> IsThere)> Writes = new()
    {
        ["a log by key"] = (
            async process => await process.Project.Log("runs", "a").AppendAsync(JsonPayload.Parse("1")),
            async process => await process.Project.Log("runs", "a").ReadAsync().AnyAsync()),
        ["a document of a set"] = (
            async process => await process.Project.Document(Records.Definitions.PinnedInSet).PutAsync(new(1)),
            async process => await process.Project.Document(Records.Definitions.PinnedInSet).GetAsync() is KvGetResult<Records.Counter>.Found),
        ["a shared document"] = (
            async process => await process.Driver.Shared.Meta.PutAsync("a", JsonPayload.Parse("1")),
            async process => await process.Driver.Shared.Meta.GetAsync("a") is KvGetResult<JsonPayload>.Found),
    };

    public static TheoryData<string> Names { get; } = [.. Writes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_stands_in_a_directory_whose_maker_was_killed_survives(string name)
    {
        (Func<SimulatedProcess, Task> write, Func<SimulatedProcess, Task<bool>> isThere) = Writes[name];
        var clock = new SimulatedClock();
        for (int call = 0, kills = 0; kills == call; call++)
        {
            for (int seed = 0; seed < 5; seed++)
            {
                var random = new Random(seed);
                var machine = new SimulatedMachine(random);

                // The root and what is above it may be others', and are flushed by who makes them.
                machine.Create(SimulatedProcess.Root, isDirectory: true);
                machine.FlushNames("/");
                using (SimulatedProcess killed = Start("killed"))
                {
                    bool wasKilled = false;
                    killed.Disk.Faults.CallsLeft = call;
                    try
                    {
                        await killed.Driver.CreateProjectAsync("p");
                        await write(killed);
                    }
                    catch (ProcessStoppedException)
                    {
                        wasKilled = true;
                    }

                    kills += wasKilled && seed == 0 ? 1 : 0;
                }

                using (SimulatedProcess next = Start("next"))
                {
                    await next.Driver.CreateProjectAsync("p");
                    await write(next);
                }

                machine.LosePower();
                using SimulatedProcess after = Start("after");
                Assert.True(await isThere(after), $"{name}: killed at call {call}, seed {seed}: it was acknowledged as flushed, and is gone");

                SimulatedProcess Start(string who) => new(who, machine, clock, random, static disk => disk);
            }
        }
    }
}
