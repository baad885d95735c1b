using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>What goes over the wire, byte by byte where that matters.</summary>
public sealed class WireTests
{
    [Fact]
    public async Task Nothing_in_an_entry_can_be_taken_for_a_field_or_for_an_event_of_the_log()
    {
        using var directory = new TemporaryDirectory();
        await using TestServer server = await StartAsync(options => options.UseFileSystem(directory.Path));
        Directory.CreateDirectory(Path.GetDirectoryName(directory.Log("history"))!);
        string[] payloads =
        [
            "{\"kind\":\"started\",\r\"name\":\"a\"\r}",
            "{\"name\":\"b\",\"kind\":\"started\"}",
            "{\"kind\":\"st\\u0061rted\",\"name\":\"c\"}",
            "{\"kind\":3}",
            "{\"kind\":\"log.completed\"}",
            "{\"kind\":\"a\\nid: 9\"}",
            "{\"kind\":null}",
            "[1]",
            "{\"kind\" : \"spaced\", \"kind\":\"second\"}",
        ];
        await File.WriteAllLinesAsync(
            directory.Log("history"), payloads.Select(static (payload, index) => $$"""{"seq":{{index + 1}},"ts":{{index}},"data":{{payload}}}"""));

        using EventClient client = await EventClient.ConnectAsync(server, "/untyped/p_demo?since=0");

        Assert.Equal(
            [
                new("1", "started", "{\"kind\":\"started\",\n\"name\":\"a\"\n}"),
                new("2", "started", payloads[1]),
                new("3", "started", payloads[2]),
                new("4", "3", payloads[3]),
                new("5", "message", payloads[4]),
                new("6", "message", payloads[5]),
                new("7", "message", payloads[6]),
                new("8", "message", payloads[7]),
                new("9", "spaced", payloads[8]),
            ],
            await client.TakeAsync(payloads.Length));
    }

    [Fact]
    public async Task A_stream_begins_with_bytes_of_its_own_and_each_entry_is_one_block()
    {
        await using TestServer server = await StartAsync();
        await server.Project.Log<RunEvent>().AppendAsync(new RunEvent.Started("a"));
        await server.Project.Log<RunEvent>().CompleteAsync();

        Assert.Equal(
            ":\nretry: 2000\nid: 0\n\n"
            + "id: 1\nevent: started\ndata: {\"kind\":\"started\",\"name\":\"a\"}\n\n"
            + "id: 1\nevent: log.completed\ndata: {\"last\":1}\n\n",
            await server.Client.GetStringAsync("/runs/p_demo?since=0"));
    }

    [Fact]
    public async Task With_the_time_an_event_has_the_entry_as_the_log_has_it()
    {
        await using TestServer server = await StartAsync();
        await server.Project.Log<RunEvent>().AppendAsync(new RunEvent.Started("a"));
        long timestamp = (await server.Project.Log<RunEvent>().GetInfoAsync()).LastTimestamp!.Value.ToUnixTimeMilliseconds();

        using EventClient client = await EventClient.ConnectAsync(server, "/timed/p_demo?since=0");

        Assert.Equal(
            new ServerEvent("1", "started", $$$"""{"seq":1,"ts":{{{timestamp}}},"data":{"kind":"started","name":"a"}}"""), await client.NextAsync());
    }

    [Fact]
    public async Task A_type_that_is_no_hierarchy_has_events_without_a_name()
    {
        await using TestServer server = await StartAsync();
        await server.Project.Log<Note>().AppendAsync(new Note("kind"));

        using EventClient client = await EventClient.ConnectAsync(server, "/notes/p_demo?since=0");

        Assert.Equal(new ServerEvent("1", "message", """{"kind":"kind"}"""), await client.NextAsync());
    }

    [Fact]
    public async Task Compression_does_not_hold_events_back()
    {
        await using TestServer server = await TestServer.StartAsync(
            static app =>
            {
                app.UseResponseCompression();
                Map(app);
            },
            configure: static builder => builder.Services.AddResponseCompression(static options => options.MimeTypes = ["*/*"]));
        await server.Project.Log<RunEvent>().AppendAsync(new RunEvent.Started("a"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/runs/p_demo?since=0") { Headers = { { "Accept-Encoding", "gzip, br" } } };

        using HttpResponseMessage response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Empty(response.Content.Headers.ContentEncoding);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal(":", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task The_same_comes_over_http_2()
    {
        await using TestServer server = await TestServer.StartAsync(
            Map, configure: static builder => builder.WebHost.ConfigureKestrel(
                static options => options.ConfigureEndpointDefaults(static endpoint => endpoint.Protocols = HttpProtocols.Http2)));
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        await log.AppendBatchAsync(Numbered.Entries(3));

        using EventClient client = await EventClient.ConnectAsync(server, "/runs/p_demo?since=1", version: HttpVersion.Version20);

        Assert.Equal(HttpVersion.Version20, client.Response.Version);
        Assert.Equal([2, 3], (await client.TakeAsync(2)).Select(each => each.Seq));
        await log.AppendAsync(new RunEvent.Started("4"));
        Assert.Equal(4, (await client.NextAsync())!.Seq);
    }

    [Fact]
    public async Task A_silent_stream_has_comments()
    {
        await using TestServer server = await StartAsync();

        using EventClient client = await EventClient.ConnectAsync(server, "/beating/p_demo");

        for (int i = 0; i < 4; i++)
        {
            await ReadCommentAsync(client);
        }
    }

    private static async Task ReadCommentAsync(EventClient client)
    {
        string line;
        do
        {
            line = await client.LineAsync();
        }
        while (line != ":");
    }

    private static void Map(WebApplication app)
    {
        app.MapLogEvents<RunEvent>("/runs/{project}");
        app.MapLogEvents<Note>("/notes/{project}");
        app.MapLogEvents("/untyped/{project}", "history");
        app.MapLogEvents<RunEvent>("/timed/{project}", static options => options.IncludeTime = true);
        app.MapLogEvents<RunEvent>("/beating/{project}", static options => options.Heartbeat = TimeSpan.FromMilliseconds(20));
    }

    private static Task<TestServer> StartAsync(Action<LedgerlineOptions>? keep = null) => TestServer.StartAsync(Map, keep);
}
