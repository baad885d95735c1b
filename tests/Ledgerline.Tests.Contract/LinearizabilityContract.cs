using CsCheck;
using Ledgerline.Tests.Contract.Histories;

namespace Ledgerline.Tests.Contract;

/// <summary>
/// What several callers do at once has the outcome of some order in which they could have done it one after the other.
/// <c>CsCheck_Iter=N</c> for more histories.
/// </summary>
public abstract class LinearizabilityContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private int _histories;

    [Fact]
    public async Task Concurrent_callers_of_one_driver_take_turns() =>
        await LogGenerators.Concurrent.SampleAsync(operations => RunAsync(operations, _ => Project), threads: 1);

    [Fact]
    public async Task Concurrent_callers_of_several_drivers_take_turns() =>
        await LogGenerators.Concurrent.SampleAsync(operations => RunAsync(operations, i => i % 2 == 0 ? Project : RivalProject), threads: 1);

    private async Task RunAsync(LogOperation[][] operations, Func<int, Project> projectOf)
    {
        string name = $"history-{++_histories}";
        var model = new LogModel();
        var before = new LogOperation.Append(3, 10, true, _histories);
        Assert.Equal(before.Apply(model, Clock.Now), await before.RunAsync(new TestedLog(Project.Log(name)), Clock.Now));
        await new ConcurrentHistory(model, Clock).RunAsync(
            [.. operations.Select((own, i) => (new TestedLog(projectOf(i).Log(name)), own))]);
    }
}
