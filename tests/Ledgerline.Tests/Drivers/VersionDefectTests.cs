using CsCheck;
using Ledgerline.Tests.Contract.Histories.Versions;
using Ledgerline.Tests.Contract.Histories.Versions.Defects;
using Xunit.Abstractions;

namespace Ledgerline.Tests.Drivers;

/// <summary>The random histories of documents can fail: deliberate defects above a driver that has none are found by them.</summary>
public sealed class VersionDefectTests(ITestOutputHelper output)
{
    private const int MaxHistories = 10_000;

    private int _histories;

    [Fact]
    public Task A_condition_that_is_ignored_is_found_by_one_caller() => AssertFoundAsync(Sequential(store => new ConditionIgnored(store)));

    [Fact]
    public Task A_stale_read_is_found_by_one_caller() => AssertFoundAsync(Sequential(store => new StaleVersion(store)));

    [Fact]
    public Task A_stale_read_is_found_by_several_callers() => AssertFoundAsync(Concurrent(store => new StaleVersion(store)));

    [Fact]
    public Task A_comparison_before_the_lock_is_found_by_several_callers() =>
        AssertFoundAsync(Concurrent(store => new ComparedBeforeTheLock(store)));

    [Fact]
    public Task A_lost_update_is_found_by_several_callers() => AssertFoundAsync(Concurrent(store => new LostUpdate(store)));

    [Fact]
    public Task The_ETag_of_another_version_is_found_by_several_callers() =>
        AssertFoundAsync(Concurrent(store => new ETagOfAnotherVersion(store)));

    [Fact]
    public Task A_deletion_of_a_version_that_is_not_the_one_is_found_by_several_callers() =>
        AssertFoundAsync(Concurrent(store => new DeletionOfAnyVersion(store)));

    [Fact]
    public async Task What_only_several_callers_can_see_is_not_seen_by_one()
    {
        await using MemoryDriver driver = await OpenAsync();
        await Sequential(store => new ComparedBeforeTheLock(new LostUpdate(new ETagOfAnotherVersion(new DeletionOfAnyVersion(store)))))(driver.Project("p"));
    }

    private Func<Project, Task> Sequential(Func<VersionedStore, VersionedStore> breaking) => project => VersionedGenerators.Sequence.SampleAsync(
        async steps =>
        {
            VersionedStore store = breaking(NextSet(project));
            await new VersionedHistory().RunAsync(steps, store, () => store, () => Task.CompletedTask);
        },
        iter: 100,
        threads: 1);

    private Func<Project, Task> Concurrent(Func<VersionedStore, VersionedStore> breaking) => project => VersionedGenerators.Concurrent.SampleAsync(
        async operations =>
        {
            VersionedStore store = NextSet(project);
            await new VersionedHistory().RunAsync([.. operations.Select(own => (breaking(store), own))]);
        },
        iter: 100,
        threads: 1);

    private VersionedDocuments NextSet(Project project) =>
        new(project.Kv($"history-{++_histories}"));

    private static async Task<MemoryDriver> OpenAsync()
    {
        var driver = new MemoryDriver();
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
