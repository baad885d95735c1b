using CsCheck;
using Ledgerline.Tests.Contract.Histories.Versions;

namespace Ledgerline.Tests.Contract;

/// <summary>
/// Random operations on blobs and on a dictionary must not be told apart; what several callers do to a blob at once has
/// the outcomes of some order. <c>CsCheck_Iter=N</c> for more histories, <c>CsCheck_Seed=S</c> for one again.
/// </summary>
public abstract class BlobHistoryContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private int _histories;

    [Fact]
    public async Task A_random_history_is_that_of_a_dictionary() => await VersionedGenerators.Sequence.SampleAsync(
        async steps =>
        {
            string directory = NextDirectory();
            await new VersionedHistory().RunAsync(
                steps,
                new VersionedBlobs(Project.Files, directory),
                () => new VersionedBlobs(RivalProject.Files, directory),
                ReopenRivalAsync);
        },
        threads: 1);

    [Fact]
    public async Task Concurrent_callers_of_one_driver_take_turns() => await RunAsync(_ => Project);

    [Fact]
    public async Task Concurrent_callers_of_several_drivers_take_turns() => await RunAsync(i => i % 2 == 0 ? Project : RivalProject);

    private Task RunAsync(Func<int, Project> projectOf) => VersionedGenerators.Concurrent.SampleAsync(
        async operations =>
        {
            string directory = NextDirectory();
            await new VersionedHistory().RunAsync(
                [.. operations.Select((own, i) => ((VersionedStore)new VersionedBlobs(projectOf(i).Files, directory), own))]);
        },
        threads: 1);

    private string NextDirectory() => $"history-{++_histories}";
}
