using CsCheck;
using Ledgerline.Tests.Contract.Histories;

namespace Ledgerline.Tests.Contract;

/// <summary>
/// Random operations on a log and on a list must not be told apart. <c>CsCheck_Iter=N</c> for more histories,
/// <c>CsCheck_Seed=S</c> for the one that failed.
/// </summary>
public abstract class ModelContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private int _histories;

    [Fact]
    public async Task A_random_history_is_that_of_a_list() =>
        await LogGenerators.Sequence.SampleAsync(RunAsync, threads: 1);

    private async Task RunAsync(HistoryStep[] steps)
    {
        string name = $"history-{++_histories}";
        var model = new LogModel();
        using var follower = new ModelFollower(Project.Store.OpenLog(name), model);
        var history = new SequentialHistory(
            new TestedLog(Project.Log(name)), () => new TestedLog(RivalProject.Log(name)), ReopenRivalAsync, follower, model, Clock);
        await history.RunAsync(steps);
    }
}
