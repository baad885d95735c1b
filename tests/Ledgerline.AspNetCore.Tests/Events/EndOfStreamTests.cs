using System.Net;
using System.Net.Sockets;
using System.Text;
using Ledgerline.AspNetCore.Tests.Protocol;
using Microsoft.AspNetCore.Builder;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>What becomes of streams when their log, their project or their server does not stay as it is.</summary>
public sealed class EndOfStreamTests
{
    private const string Path = "/runs/p_demo";

    [Fact]
    public async Task A_log_that_is_begun_anew_is_told_and_comes_from_its_beginning()
    {
        using var directory = new TemporaryDirectory();
        await using TestServer server = await StartAsync(options => options.UseFileSystem(directory.Path));
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        await log.AppendBatchAsync(Numbered.Entries(3));
        using EventClient client = await EventClient.ConnectAsync(server, Path + "?since=0");
        await client.TakeAsync(3);

        await log.DeleteAsync();
        await log.AppendAsync(new RunEvent.Started("another"));

        ServerEvent told = (await client.NextAsync())!;
        Assert.Equal("log.rewound", told.Name);
        ServerEvent next = (await client.NextAsync())!;
        Assert.Equal(1, next.Seq);
        Assert.Contains("another", next.Data, StringComparison.Ordinal);
        await log.AppendAsync(new RunEvent.Started("and on"));
        Assert.Equal(2, (await client.NextAsync())!.Seq);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_was_left_behind_is_told_that_its_log_is_begun_anew_and_let_go_where_its_project_is_deleted(bool isBegunAnew)
    {
        using var directory = new TemporaryDirectory();
        await using TestServer server = await StartAsync(options => options.UseFileSystem(directory.Path));
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        using RawClient slow = await RawClient.GetAsync(server, Path + "?since=0", receiveBuffer: 4096);
        using EventClient quick = await EventClient.ConnectAsync(server, Path);
        for (int first = 1; first <= 5000; first += 100)
        {
            // More than both ends of a socket and the ring hold.
            await log.AppendBatchAsync(Numbered.Entries(100, first, 4000), Durability.Buffered);
        }

        await quick.TakeAsync(5000);
        if (!isBegunAnew)
        {
            await server.Driver.DeleteProjectAsync(TestServer.ProjectId);
            await slow.ReadThroughAsync("\r\n0\r\n\r\n");
            await Eventually.TrueAsync(() => server.Broadcasts.Count == 0);
            return;
        }

        await log.DeleteAsync();
        await log.AppendAsync(new RunEvent.Started("another"));

        string answer = await slow.ReadThroughAsync("\"name\":\"another\"}\n\n");
        Assert.Contains("id: 0\nevent: log.rewound\ndata: ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_of_a_log_that_was_another_gets_all_of_one_that_is_sealed()
    {
        await using TestServer server = await StartAsync();
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        await log.AppendBatchAsync(Numbered.Entries(2));
        await log.CompleteAsync();

        using EventClient client = await EventClient.ConnectAsync(server, Path, "9");

        Assert.Equal(["log.rewound", "started", "started", "log.completed"], (await client.RestAsync()).Select(static each => each.Name));
        using EventClient returned = await EventClient.ConnectAsync(server, Path, client.LastEventId);
        Assert.Equal(HttpStatusCode.NoContent, returned.Response.StatusCode);
    }

    [Fact]
    public async Task A_project_that_is_deleted_ends_its_streams()
    {
        await using TestServer server = await StartAsync();
        using EventClient client = await EventClient.ConnectAsync(server, Path);

        await server.Driver.DeleteProjectAsync(TestServer.ProjectId);

        Assert.Empty(await client.RestAsync());
    }

    [Fact]
    public async Task A_server_that_stops_ends_its_streams_cleanly_and_waits_for_nobody_who_takes_nothing()
    {
        using var directory = new TemporaryDirectory();
        await using TestServer server = await StartAsync(options => options.UseFileSystem(directory.Path));
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        using var stalled = new TcpClient { ReceiveBufferSize = 4096 };
        await stalled.ConnectAsync("127.0.0.1", server.Address.Port);
        await stalled.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {Path}?since=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        for (int i = 0; i < 50; i++)
        {
            await log.AppendBatchAsync(Numbered.Entries(100, padding: 4000), Durability.Buffered);
        }

        using EventClient client = await EventClient.ConnectAsync(server, Path);

        await server.StopAsync();

        Assert.Empty(await client.RestAsync());
        Assert.Equal("5000", client.LastEventId);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.AppendAsync(new RunEvent.Started("too late")));
    }

    private static Task<TestServer> StartAsync(Action<LedgerlineOptions>? keep = null) =>
        TestServer.StartAsync(static app => app.MapLogEvents<RunEvent>("/runs/{project}"), keep);
}
