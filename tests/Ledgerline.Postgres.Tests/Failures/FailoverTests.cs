using System.Diagnostics;
using System.Globalization;
using Ledgerline.Postgres.Tests.Servers;
using Ledgerline.Postgres.Tests.Skipping;
using Xunit.Abstractions;

namespace Ledgerline.Postgres.Tests.Failures;

/// <summary>
/// The primary is killed while 16 append, 2 count and others follow, read and watch, and its synchronous standby is promoted.
/// <c>LEDGERLINE_FAILOVERS=N</c> does so N times, the dead one each time the new one's standby.
/// </summary>
[Collection(FailureCollection.Name)]
public sealed class FailoverTests(ITestOutputHelper output)
{
    private const int DefaultRounds = 2;
    private const int Appenders = 16;

    [OwnServerFact]
    public async Task What_was_acknowledged_is_there_once_and_in_order_and_everybody_goes_on()
    {
        int rounds = int.TryParse(Environment.GetEnvironmentVariable("LEDGERLINE_FAILOVERS"), NumberStyles.None, CultureInfo.InvariantCulture, out int given)
            ? given : DefaultRounds;
        using var servers = new ReplicatedServers();
        await servers.SynchronizeAsync();
        await using var driver = new PostgresDriver(servers.ConnectionString);
        await using var other = new PostgresDriver(servers.ConnectionString);
        await driver.CreateProjectAsync("p");
        Project[] projects = [driver.Project("p"), other.Project("p")];
        var log = new LogLoad(projects[0]);
        var documents = new DocumentLoad(projects[0]);
        await using var loops = new Loops();
        for (int i = 0; i < Appenders; i++)
        {
            log.AddAppender(loops, projects[i % 2]);
        }

        foreach (Project project in projects)
        {
            log.AddFollower(project);
            documents.AddWatcher(project);
        }

        log.AddReader(loops, projects[1]);
        documents.AddUpdater(loops, projects[0]);
        documents.AddComparer(loops, projects[1]);

        for (int round = 1; round <= rounds; round++)
        {
            await loops.PassAsync();
            await Task.Delay(Random.Shared.Next(500));
            int acknowledged = log.Acknowledged;
            servers.FailOver();
            var away = Stopwatch.StartNew();
            await loops.PassAsync();
            output.WriteLine($"round {round}: {acknowledged} entries acknowledged before, everybody went on {away.ElapsedMilliseconds} ms after the promotion");
            if (round < rounds)
            {
                await servers.RejoinAsync();
            }
        }

        await loops.StopAsync();
        await log.CheckAsync();
        await documents.CheckAsync();
        output.WriteLine($"{log.Acknowledged} entries, {documents.Counted} steps of the counter");
    }
}
