using Ledgerline.Postgres.Tests.Servers;
using Microsoft.AspNetCore.Builder;

namespace Ledgerline.AspNetCore.Tests.Protocol;

/// <summary>Two servers on one database: any of them serves any client, since the cursor is the number.</summary>
public sealed class ScaleOutTests
{
    private const string Path = "/runs/p_demo/events";
    private const int EntriesOfEach = 150;

    [DatabaseFact]
    public async Task A_client_that_goes_back_and_forth_between_servers_gets_every_number_once()
    {
        await using TestSchema schema = TestSchema.Make();
        await using TestServer first = await StartAsync(schema);
        await using TestServer second = await StartAsync(schema);
        TestServer[] servers = [first, second];
        Task appending = Task.WhenAll(servers.Select((server, index) => Task.Run(() => AppendAsync(server, index * EntriesOfEach))));

        var random = new Random(1);
        var got = new List<ServerEvent>();
        for (int visit = 0; got.Count < 2 * EntriesOfEach; visit++)
        {
            string cursor = got.Count == 0 ? "0" : got[^1].Id;
            using EventClient client = await EventClient.ConnectAsync(servers[visit % 2], Path, cursor);
            for (int left = random.Next(1, 9); left > 0 && got.Count < 2 * EntriesOfEach; left--)
            {
                got.Add((await client.NextAsync())!);
            }
        }

        await appending;
        Assert.Equal(Enumerable.Range(1, 2 * EntriesOfEach).Select(static seq => (long)seq), got.Select(each => each.Seq));
        Assert.Equal(2 * EntriesOfEach, got.Select(each => each.Data).Distinct().Count());
    }

    [DatabaseFact]
    public async Task The_end_of_a_log_comes_to_the_clients_of_every_server()
    {
        await using TestSchema schema = TestSchema.Make();
        await using TestServer first = await StartAsync(schema);
        await using TestServer second = await StartAsync(schema);
        using EventClient here = await EventClient.ConnectAsync(first, Path + "?since=0");
        using EventClient there = await EventClient.ConnectAsync(second, Path + "?since=0");
        AppendLog<RunEvent> log = first.Project.Log<RunEvent>();
        await log.AppendAsync(new RunEvent.Started("a"));

        await log.CompleteAsync();

        foreach (EventClient client in new[] { here, there })
        {
            Assert.Equal(["started", "log.completed"], (await client.RestAsync()).Select(each => each.Name));
        }
    }

    private static async Task AppendAsync(TestServer server, int first)
    {
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        foreach (RunEvent entry in Numbered.Entries(EntriesOfEach, first))
        {
            await log.AppendAsync(entry);
        }
    }

    private static Task<TestServer> StartAsync(TestSchema schema) => TestServer.StartAsync(
        static app => app.MapLogEvents<RunEvent>("/runs/{project}/events"),
        options => options.UsePostgres(schema.ConnectionString, new PostgresDriverOptions { Schema = schema.Name }));
}
