using Ledgerline.Postgres.Tests.Servers;
using Ledgerline.Postgres.Tests.Skipping;

namespace Ledgerline.Postgres.Tests.Failures;

/// <summary>The server is stopped under load, in good order and as in a crash, and started again.</summary>
[Collection(FailureCollection.Name)]
public sealed class RestartTests
{
    [OwnServerFact]
    public async Task A_server_that_is_restarted_loses_nothing_and_nobody_notices_more_than_a_pause()
    {
        using var folder = new ServerFolder();
        PostgresCluster server = PostgresCluster.Start(folder, "server");
        await using var driver = new PostgresDriver(server.ConnectionString);
        await using var other = new PostgresDriver(server.ConnectionString);
        await driver.CreateProjectAsync("p");
        var log = new LogLoad(driver.Project("p"));
        var documents = new DocumentLoad(driver.Project("p"));
        await using var loops = new Loops();
        foreach (PostgresDriver each in (PostgresDriver[])[driver, other])
        {
            Project project = each.Project("p");
            log.AddAppender(loops, project);
            log.AddAppender(loops, project);
            log.AddFollower(project);
            log.AddReader(loops, project);
            documents.AddUpdater(loops, project);
            documents.AddComparer(loops, project);
            documents.AddWatcher(project);
            BlobLoad.AddReader(loops, project);
        }

        BlobLoad.AddWriter(loops, driver.Project("p"));
        foreach (StopMode mode in (StopMode[])[StopMode.Fast, StopMode.Immediate, StopMode.Fast, StopMode.Immediate])
        {
            await loops.PassAsync();
            server.Stop(mode);
            await Task.Delay(100);
            server.Start();
            await loops.PassAsync();
        }

        await loops.StopAsync();
        await log.CheckAsync();
        await documents.CheckAsync();
    }
}
