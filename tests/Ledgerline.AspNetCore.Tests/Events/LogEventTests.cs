using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>A log as events, over a socket.</summary>
public sealed class LogEventTests
{
    private const string Path = "/runs/p_demo/events";

    [Fact]
    public async Task Entries_come_with_their_number_their_case_and_their_stored_bytes()
    {
        await using TestServer server = await StartAsync();
        await server.Project.Log<RunEvent>().AppendBatchAsync([new RunEvent.Started("ö"), new RunEvent.Finished("b", 0)]);

        using EventClient client = await EventClient.ConnectAsync(server, Path + "?since=0");

        Assert.Equal(
            [
                new("1", "started", """{"kind":"started","name":"ö"}"""),
                new("2", "finished", """{"kind":"finished","name":"b","exitCode":0}"""),
            ],
            await client.TakeAsync(2));
        Assert.Equal(HttpStatusCode.OK, client.Response.StatusCode);
        Assert.Equal("text/event-stream", client.Response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no", client.Response.Headers.GetValues("X-Accel-Buffering").Single());
        Assert.True(client.Response.Headers.CacheControl!.NoCache);
        Assert.True(client.Response.Headers.CacheControl!.NoStore);
        Assert.Equal(2000, client.Retry);
    }

    [Fact]
    public async Task A_client_without_a_cursor_gets_what_comes_next_and_returns_to_it_before_it_has_seen_anything()
    {
        await using TestServer server = await StartAsync();
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        await log.AppendAsync(new RunEvent.Started("before"));
        string lastEventId;
        using (EventClient client = await EventClient.ConnectAsync(server, Path))
        {
            await log.AppendAsync(new RunEvent.Started("live"));
            Assert.Equal(2, (await client.NextAsync())!.Seq);
        }

        using (EventClient client = await EventClient.ConnectAsync(server, Path))
        {
            Task<ServerEvent?> next = client.NextAsync();
            while (client.LastEventId.Length == 0)
            {
                await Task.Yield();
            }

            lastEventId = client.LastEventId;
            Assert.Equal("2", lastEventId);
            Assert.False(next.IsCompleted);
        }

        await log.AppendAsync(new RunEvent.Started("while away"));
        using EventClient returned = await EventClient.ConnectAsync(server, Path, lastEventId);
        Assert.Equal(3, (await returned.NextAsync())!.Seq);
    }

    [Fact]
    public async Task The_last_event_id_wins_over_the_parameter()
    {
        await using TestServer server = await StartAsync();
        await server.Project.Log<RunEvent>().AppendBatchAsync(Numbered.Entries(5));

        using EventClient client = await EventClient.ConnectAsync(server, Path + "?since=1", "3");

        Assert.Equal([4, 5], (await client.TakeAsync(2)).Select(each => each.Seq));
    }

    [Fact]
    public async Task A_sealed_log_ends_with_an_event_and_tells_who_returns_not_to()
    {
        await using TestServer server = await StartAsync();
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        await log.AppendAsync(new RunEvent.Started("a"));
        using EventClient client = await EventClient.ConnectAsync(server, Path + "?since=0");
        await client.TakeAsync(1);

        await log.CompleteAsync();

        Assert.Equal(new ServerEvent("1", "log.completed", """{"last":1}"""), await client.NextAsync());
        Assert.Null(await client.NextAsync());
        using EventClient returned = await EventClient.ConnectAsync(server, Path + "?since=0", client.LastEventId);
        Assert.Equal(HttpStatusCode.NoContent, returned.Response.StatusCode);
    }

    [Fact]
    public async Task A_key_in_the_middle_of_the_pattern_chooses_one_of_the_logs()
    {
        await using TestServer server = await StartAsync();
        await server.Project.Log<RunEvent>().AppendAsync(new RunEvent.Started("without"));
        await server.Project.Log<RunEvent>("r1").AppendAsync(new RunEvent.Started("with"));

        using EventClient without = await EventClient.ConnectAsync(server, "/runs/p_demo/events?since=0");
        using EventClient with = await EventClient.ConnectAsync(server, "/runs/p_demo/r1/events?since=0");

        Assert.Contains("without", (await without.NextAsync())!.Data, StringComparison.Ordinal);
        Assert.Contains("\"with\"", (await with.NextAsync())!.Data, StringComparison.Ordinal);
    }

    private static Task<TestServer> StartAsync(Action<LogEventOptions>? configure = null) =>
        TestServer.StartAsync(app => app.MapLogEvents<RunEvent>("/runs/{project}/{key?}/events", configure));
}
