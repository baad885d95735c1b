using CsCheck;
using Ledgerline.Tests.Contract;
using Ledgerline.Tests.Contract.Copies;
using Ledgerline.Tests.Contract.Histories;

namespace Ledgerline.Tests.Copying;

/// <summary>
/// Projects with random histories, copied with an interruption at every call and taken up again, are what the source is.
/// <c>CsCheck_Iter=N</c> for more projects, <c>CsCheck_Seed=S</c> for one again.
/// </summary>
public sealed class RandomCopyTests
{
    private static readonly string?[] Keys = [null, "a", "b"];

    private static readonly string[] Whens = ["before", "after", "cancelled"];

    private static readonly Gen<LogOperation> Operation = Gen.Frequency(
        (6, LogGenerators.Append),
        (3, LogGenerators.Import),
        (3, LogGenerators.ImportAfter),
        (3, LogGenerators.Truncate),
        (1, Gen.Const<LogOperation>(new LogOperation.Complete())));

    private static readonly Gen<RandomProject> Projects = Gen.Select(
        Operation.Array[0, 12].Array[3],
        Gen.Int[0, 30].Array[0, 4],
        Gen.Int[0, 3000].Array[0, 3],
        Gen.Int[1, 200],
        Gen.Int[0, 2],
        Operation.Array[0, 4].Array[3],
        (logs, documents, blobs, batch, when, later) => new RandomProject(logs, documents, blobs, batch, Whens[when], later));

    [Fact]
    public async Task Interrupted_at_every_call_and_taken_up_again_a_copy_is_what_the_source_is() => await Projects.SampleAsync(
        async random =>
        {
            await using var source = new MemoryDriver();
            await using var target = new MemoryDriver();
            await source.CreateProjectAsync("p");
            Project project = source.Project("p");
            await random.FillAsync(project, random.Logs);
            string expected = await ProjectContents.OfAsync(project);
            var options = new ProjectCopyOptions { BatchBytes = random.BatchBytes };
            await Interruption.CheckAsync(
                source, "p", target, options, random.When,
                async copy => Assert.Equal(expected, await ProjectContents.OfAsync(copy)));
        },
        iter: 30);

    [Fact]
    public async Task A_copy_of_a_project_that_went_on_is_brought_up_to_date_or_names_what_was_truncated() => await Projects.SampleAsync(
        async random =>
        {
            await using var source = new MemoryDriver();
            await using var target = new MemoryDriver();
            await source.CreateProjectAsync("p");
            Project project = source.Project("p");
            await random.FillAsync(project, random.Logs);
            await source.CopyProjectAsync("p", target, new() { BatchBytes = random.BatchBytes });
            await random.FillAsync(project, random.Later);
            try
            {
                await source.CopyProjectAsync("p", target, new() { BatchBytes = random.BatchBytes });
            }
            catch (ProjectCopyException e)
            {
                // Only where nothing is kept by which the two could be compared.
                AppendLog<JsonPayload> log = project.Log("history", e.Item.Contains('/', StringComparison.Ordinal) ? e.Item[^1..] : null);
                AppendLog<JsonPayload> copy = target.Project("p").Log("history", log.Key);
                Assert.True((await copy.GetInfoAsync()).LastSeq < (await log.GetInfoAsync()).FirstSeq, e.Message);
                return;
            }

            Assert.Equal(await ProjectContents.OfAsync(project), await ProjectContents.OfAsync(target.Project("p")));
        },
        iter: 300);

    private sealed record RandomProject(
        LogOperation[][] Logs, int[] Documents, int[] Blobs, int BatchBytes, string When, LogOperation[][] Later)
    {
        public async Task FillAsync(Project project, LogOperation[][] logs)
        {
            for (int i = 0; i < logs.Length; i++)
            {
                AppendLog<JsonPayload> log = project.Log("history", Keys[i]);
                var tested = new TestedLog(log);
                for (int j = 0; j < logs[i].Length; j++)
                {
                    LogInfo info = await log.GetInfoAsync();
                    await logs[i][j].Resolve(info.FirstSeq, info.LastSeq, j).RunAsync(tested, DateTimeOffset.UnixEpoch.AddDays(20_000));
                }
            }

            foreach (int size in Documents)
            {
                await RichProject.PutAsync(project, size % 2 == 0 ? null : $"set-{size % 3}", $"key-{size}", new string('1', size + 1));
            }

            foreach (int size in Blobs)
            {
                await project.Files.WriteAsync($"{size % 3}/file-{size}", new byte[size * 100]);
            }
        }
    }
}
