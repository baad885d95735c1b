using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ledgerline.AspNetCore.Tests.Protocol;

/// <summary>What clients and the network between do to a connection.</summary>
public sealed class ConnectionTests
{
    private const string Path = "/runs/p_demo";

    [Fact]
    public async Task The_head_and_the_first_bytes_come_at_once_and_say_that_nobody_may_hold_them_back()
    {
        await using TestServer server = await StartAsync();

        using RawClient client = await RawClient.GetAsync(server, Path, "Accept-Encoding: gzip, br, zstd, deflate");
        string answer = await client.ReadThroughAsync(":\nretry: 2000\nid: 0\n\n");

        string[] head = answer[..answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
        Assert.Equal("HTTP/1.1 200 OK", head[0]);
        Assert.Contains("X-Accel-Buffering: no", head);
        Assert.Contains("Content-Type: text/event-stream", head);
        Assert.Contains("Cache-Control: no-cache, no-store", head);
        Assert.Contains("Transfer-Encoding: chunked", head);
        Assert.DoesNotContain(head, static field => field.StartsWith("Content-Encoding", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(head, static field => field.StartsWith("Content-Length", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_client_of_http_1_0_gets_the_events_as_they_are_up_to_the_connections_end()
    {
        await using TestServer server = await StartAsync();
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        using RawClient client = await RawClient.SendAsync(server, $"GET {Path}?since=0 HTTP/1.0");
        await client.ReadThroughAsync("id: 0\n\n");

        await log.AppendAsync(new RunEvent.Started("a"));
        await client.ReadThroughAsync("\"name\":\"a\"}\n\n");
        await log.CompleteAsync();

        string answer = await client.ReadToEndAsync();
        Assert.EndsWith(
            "\r\n\r\n:\nretry: 2000\nid: 0\n\nid: 1\nevent: started\ndata: {\"kind\":\"started\",\"name\":\"a\"}\n\nid: 1\nevent: log.completed\ndata: {\"last\":1}\n\n",
            answer,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Another_method_is_refused_and_follows_nothing(string method)
    {
        await using TestServer server = await StartAsync();

        using HttpResponseMessage response = await server.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), Path));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET"], response.Content.Headers.Allow);
        Assert.Equal(0, server.Broadcasts.Count);
    }

    [Fact]
    public async Task A_client_that_closes_its_sending_side_has_gone()
    {
        await using TestServer server = await StartAsync();
        using RawClient client = await RawClient.GetAsync(server, Path);
        await client.ReadThroughAsync("id: 0\n\n");
        Assert.Equal(1, server.Broadcasts.Count);

        client.ShutdownSending();

        // An HTTP/1.1 server may take this for the client's end, and Kestrel does: a stream for nobody would stay for good.
        await client.ReadToEndAsync();
        await Eventually.TrueAsync(() => server.Broadcasts.Count == 0);
    }

    [Fact]
    public async Task Connections_that_are_reset_while_events_are_written_leave_nothing_behind_and_harm_nobody()
    {
        const int Count = 2000;
        using var directory = new TemporaryDirectory();
        await using TestServer server = await StartAsync(options => options.UseFileSystem(directory.Path));
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        await log.AppendBatchAsync(Numbered.Entries(Count / 2, padding: 1000));
        Task<IReadOnlyList<ServerEvent>> reading;
        using (EventClient steady = await EventClient.ConnectAsync(server, Path + "?since=0"))
        {
            reading = steady.TakeAsync(Count);
            for (int round = 0; round < 20; round++)
            {
                var clients = new List<RawClient>();
                for (int i = 0; i < 10; i++)
                {
                    clients.Add(await RawClient.GetAsync(server, $"{Path}?since={i * 50}", receiveBuffer: 4096));
                }

                await log.AppendBatchAsync(Numbered.Entries(Count / 40, (Count / 2) + 1 + (round * Count / 40), 1000));
                foreach (RawClient client in clients)
                {
                    await client.ReceiveAsync(100);
                    client.Reset();
                }
            }

            Assert.Equal(Enumerable.Range(1, Count).Select(static seq => (long)seq), (await reading).Select(static each => each.Seq));
            Assert.Equal(1, server.Broadcasts.Count);
        }

        await Eventually.TrueAsync(() => server.Broadcasts.Count == 0);
    }

    [Fact]
    public async Task A_client_that_takes_one_byte_a_while_gets_everything_and_holds_nobody_up()
    {
        const int Count = 60;
        await using TestServer server = await StartAsync();
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        using RawClient slow = await RawClient.GetAsync(server, Path + "?since=0", receiveBuffer: 2048);
        using EventClient quick = await EventClient.ConnectAsync(server, Path + "?since=0");
        for (int number = 1; number <= Count; number++)
        {
            await log.AppendAsync(new RunEvent.Started($"{number}"));
            Assert.Equal(number, (await quick.NextAsync())!.Seq);
            Assert.Equal(1, await slow.ReceiveAsync(1));
        }

        await log.CompleteAsync();
        while (!slow.Got.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal))
        {
            Assert.Equal(1, await slow.ReceiveAsync(1));
        }

        string body = Chunks.Decode(slow.Got, out _);
        Assert.Equal(
            [":\nretry: 2000\nid: 0", .. Enumerable.Range(1, Count).Select(static seq => $"id: {seq}\nevent: started\ndata: {{\"kind\":\"started\",\"name\":\"{seq}\"}}")],
            body.Split("\n\n")[..^2]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Line_ends_of_every_kind_and_five_megabytes_come_as_they_were_written(int version)
    {
        string[] names = ["a\r\nb\nc\rd", "a\u2028b\u2029c\u0085d\u000Be", "\0\t\u007F\uFEFF", new string('x', 5 << 20), "end"];
        await using TestServer server = await StartAsync(protocols: version == 2 ? HttpProtocols.Http2 : HttpProtocols.Http1);
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        using EventClient live = await EventClient.ConnectAsync(server, Path, version: new Version(version, version == 2 ? 0 : 1));
        foreach (string name in names)
        {
            await log.AppendAsync(new RunEvent.Started(name));
        }

        using EventClient later = await EventClient.ConnectAsync(server, Path + "?since=0", version: new Version(version, version == 2 ? 0 : 1));
        foreach (EventClient client in new[] { live, later })
        {
            Assert.Equal(
                names,
                (await client.TakeAsync(names.Length)).Select(each => System.Text.Json.JsonDocument.Parse(each.Data).RootElement.GetProperty("name").GetString()));
        }
    }

    [Fact]
    public async Task An_event_that_waits_for_its_client_is_kept_as_it_is_while_others_are_sent()
    {
        const int Size = 5 << 20;
        using var directory = new TemporaryDirectory();
        await using TestServer server = await StartAsync(options => options.UseFileSystem(directory.Path));
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        await log.AppendAsync(new RunEvent.Started(new string('a', Size)));
        await log.AppendAsync(new RunEvent.Started(new string('b', Size)));
        await log.CompleteAsync();
        var clients = new List<RawClient>();
        for (int i = 0; i < 6; i++)
        {
            clients.Add(await RawClient.GetAsync(server, $"{Path}?since={i % 2}", receiveBuffer: 4096));
            await clients[i].ReadThroughAsync("data: ");
        }

        foreach ((RawClient client, int index) in clients.Select(static (client, index) => (client, index)))
        {
            string body = Chunks.Decode(await client.ReadThroughAsync("\r\n0\r\n\r\n"), out _);
            Assert.Equal(
                [.. index % 2 == 0 ? (string[])[Data('a')] : [], Data('b')],
                body.Split('\n').Where(static line => line.StartsWith("data: {\"kind\"", StringComparison.Ordinal)));
            client.Dispose();
        }

        static string Data(char letter) => $$"""data: {"kind":"started","name":"{{new string(letter, Size)}}"}""";
    }

    [Fact]
    public async Task A_client_that_takes_nothing_is_not_read_ahead_for_and_gets_everything_once_it_reads()
    {
        const string Log = "stalled";
        const int Count = 16_000;
        string padding = new('.', 1000);
        long sent = 0;
        using var meter = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Meter.Name == LedgerlineTelemetry.MeterName && instrument.Name == "ledgerline.stream.io")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        meter.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            Interlocked.Add(ref sent, tags.Contains(new("ledgerline.log", Log)) ? value : 0));
        meter.Start();
        using var directory = new TemporaryDirectory();
        await using TestServer server = await TestServer.StartAsync(
            static app => app.MapLogEvents("/stalled/{project}", Log), options => options.UseFileSystem(directory.Path));
        AppendLog<JsonPayload> log = server.Project.Log(Log);
        await log.AppendBatchAsync(Enumerable.Range(1, Count / 2).Select(number => JsonPayload.Parse($"\"{number}{padding}\"")));
        using RawClient behind = await RawClient.GetAsync(server, "/stalled/p_demo?since=0", receiveBuffer: 4096);
        using RawClient live = await RawClient.GetAsync(server, "/stalled/p_demo", receiveBuffer: 4096);
        await live.ReadThroughAsync("retry: ");
        await log.AppendBatchAsync(Enumerable.Range((Count / 2) + 1, Count / 2).Select(number => JsonPayload.Parse($"\"{number}{padding}\"")));
        await log.CompleteAsync();

        for (long before = -1; before != Interlocked.Read(ref sent);)
        {
            before = Interlocked.Read(ref sent);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        // What is less than the whole is no more than the system holds.
        Assert.InRange(Interlocked.Read(ref sent), 1, 12 << 20);
        foreach ((RawClient client, int first) in new[] { (behind, 1), (live, (Count / 2) + 1) })
        {
            string body = Chunks.Decode(await client.ReadThroughAsync("\r\n0\r\n\r\n"), out _);
            Assert.Equal(
                Enumerable.Range(first, Count - first + 1).Select(static seq => $"id: {seq}").Append($"id: {Count}"),
                body.Split("\n\n").Where(static each => each.StartsWith("id: ", StringComparison.Ordinal)).Select(static each => each[..each.IndexOf('\n')]));
        }
    }

    [Fact]
    public async Task A_stream_of_http_2_that_is_not_read_holds_up_no_other_of_its_connection()
    {
        const int Count = 600;
        await using TestServer server = await StartAsync(protocols: HttpProtocols.Http2);
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        using EventClient stalled = await EventClient.ConnectAsync(server, Path + "?since=0", version: HttpVersion.Version20);
        using EventClient steady = await EventClient.ConnectAsync(server, Path + "?since=0", version: HttpVersion.Version20);
        for (int first = 1; first <= Count; first += 100)
        {
            await log.AppendBatchAsync(Numbered.Entries(100, first, 4000));
            Assert.Equal(Enumerable.Range(first, 100).Select(static seq => (long)seq), (await steady.TakeAsync(100)).Select(static each => each.Seq));
        }

        Assert.Equal(Enumerable.Range(1, Count).Select(static seq => (long)seq), (await stalled.TakeAsync(Count)).Select(static each => each.Seq));
    }

    [Fact]
    public async Task A_server_that_stops_ends_an_answer_as_its_framing_asks()
    {
        await using TestServer server = await StartAsync();
        await server.Project.Log<RunEvent>().AppendAsync(new RunEvent.Started("a"));
        using RawClient client = await RawClient.GetAsync(server, Path + "?since=0");
        await client.ReadThroughAsync("\"name\":\"a\"}\n\n");

        await server.StopAsync();

        string body = Chunks.Decode(await client.ReadToEndAsync(), out bool isWhole);
        Assert.True(isWhole);
        Assert.EndsWith("\"name\":\"a\"}\n\n", body, StringComparison.Ordinal);
    }

    private static Task<TestServer> StartAsync(Action<LedgerlineOptions>? keep = null, HttpProtocols protocols = HttpProtocols.Http1) =>
        TestServer.StartAsync(
            static app => app.MapLogEvents<RunEvent>("/runs/{project}"),
            keep,
            builder => builder.WebHost.ConfigureKestrel(
                options => options.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocols)));
}
