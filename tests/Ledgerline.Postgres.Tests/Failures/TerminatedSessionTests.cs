using Ledgerline.Postgres.Tests.Servers;
using Xunit.Abstractions;

namespace Ledgerline.Postgres.Tests.Failures;

/// <summary>An administrator, or a proxy, ends sessions of the driver at random moments.</summary>
[Collection(FailureCollection.Name)]
public sealed class TerminatedSessionTests(ITestOutputHelper output)
{
    private const int Terminations = 100;

    [Fact]
    public async Task Sessions_that_are_ended_at_random_lose_nothing_double_nothing_and_end_no_reading_or_watching()
    {
        await using var schema = new TestSchema();
        await using PostgresDriver driver = schema.Open();
        await using PostgresDriver other = schema.Open();
        await driver.CreateProjectAsync("p");
        var log = new LogLoad(driver.Project("p"));
        var documents = new DocumentLoad(driver.Project("p"));
        await using var loops = new Loops();
        foreach (PostgresDriver each in (PostgresDriver[])[driver, other])
        {
            Project project = each.Project("p");
            for (int i = 0; i < 4; i++)
            {
                log.AddAppender(loops, project);
            }

            log.AddFollower(project);
            log.AddReader(loops, project);
            documents.AddUpdater(loops, project);
            documents.AddComparer(loops, project);
            documents.AddWatcher(project);
            BlobLoad.AddReader(loops, project);
        }

        BlobLoad.AddWriter(loops, driver.Project("p"));
        await loops.PassAsync();
        int ended = 0;
        for (int i = 0; i < Terminations; i++)
        {
            ended += await schema.TerminateOneAsync() ? 1 : 0;
            await Task.Delay(Random.Shared.Next(60));
        }

        await loops.PassAsync();
        await loops.StopAsync();
        await log.CheckAsync();
        await documents.CheckAsync();
        output.WriteLine($"{ended} sessions ended, {log.Acknowledged} entries, {documents.Counted} steps of the counter");
        Assert.True(ended > Terminations / 2, $"only {ended} sessions were ended");
    }
}
