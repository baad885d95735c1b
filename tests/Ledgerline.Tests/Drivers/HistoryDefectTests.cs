using CsCheck;
using Ledgerline.Tests.Contract;
using Ledgerline.Tests.Contract.Histories;
using Ledgerline.Tests.Contract.Histories.Defects;
using Xunit.Abstractions;

namespace Ledgerline.Tests.Drivers;

/// <summary>The random histories can fail: deliberate defects above a driver that has none are found by them.</summary>
public sealed class HistoryDefectTests(ITestOutputHelper output)
{
    private const int MaxHistories = 5000;

    private readonly ManualClock _clock = new();
    private int _histories;

    [Fact]
    public Task An_expectation_that_is_ignored_is_found_by_one_caller() => AssertFoundAsync(Sequential(log => new ExpectationIgnored(log)));

    [Fact]
    public Task A_stale_read_is_found_by_one_caller() => AssertFoundAsync(Sequential(log => new StaleRead(log)));

    [Fact]
    public Task A_stale_read_is_found_by_several_callers() => AssertFoundAsync(Concurrent(log => new StaleRead(log)));

    [Fact]
    public Task An_expectation_that_is_checked_in_a_step_of_its_own_is_found_by_several_callers() =>
        AssertFoundAsync(Concurrent(log => new ExpectationCheckedBefore(log)));

    [Fact]
    public Task A_batch_that_is_appended_in_parts_is_found_by_several_callers() => AssertFoundAsync(Concurrent(log => new BatchInParts(log)));

    [Fact]
    public async Task What_only_several_callers_can_see_is_not_seen_by_one()
    {
        await using MemoryDriver driver = await OpenAsync();
        await Sequential(log => new ExpectationCheckedBefore(log))(driver.Project("p"));
    }

    private Func<Project, Task> Sequential(Func<AppendLog<JsonPayload>, TestedLog> breaking) => project => LogGenerators.Sequence.SampleAsync(
        async steps =>
        {
            TestedLog log = breaking(NextLog(project));
            await new SequentialHistory(log, () => log, () => Task.CompletedTask, null, new LogModel(), _clock).RunAsync(steps);
        },
        iter: 100,
        threads: 1);

    private Func<Project, Task> Concurrent(Func<AppendLog<JsonPayload>, TestedLog> breaking) => project => LogGenerators.Concurrent.SampleAsync(
        async operations =>
        {
            AppendLog<JsonPayload> log = NextLog(project);
            await new ConcurrentHistory(new LogModel(), _clock).RunAsync([.. operations.Select(own => (breaking(log), own))]);
        },
        iter: 100,
        threads: 1);

    private AppendLog<JsonPayload> NextLog(Project project) => project.Log($"history-{++_histories}");

    private async Task<MemoryDriver> OpenAsync()
    {
        var driver = new MemoryDriver(new MemoryDriverOptions { TimeProvider = _clock });
        await driver.CreateProjectAsync("p");
        return driver;
    }

    /// <summary>Which order threads run in is chance: hundreds of histories, until one shows it.</summary>
    private async Task AssertFoundAsync(Func<Project, Task> run)
    {
        await using MemoryDriver driver = await OpenAsync();
        while (_histories < MaxHistories)
        {
            try
            {
                await run(driver.Project("p"));
            }
            catch (CsCheckException e)
            {
                output.WriteLine($"Found within {_histories} histories: {e.Message}");
                return;
            }
        }

        Assert.Fail($"{_histories} histories have not shown it.");
    }
}
