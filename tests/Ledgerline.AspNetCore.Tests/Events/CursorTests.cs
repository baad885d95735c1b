using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>Where a client begins, also with a cursor that the log does not have.</summary>
public sealed class CursorTests
{
    private const string Path = "/runs/p_demo/events";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_number_resumes_behind_itself(int http)
    {
        var version = new Version(http, http == 2 ? 0 : 1);
        await using TestServer server = await TestServer.StartAsync(
            static app => app.MapLogEvents<RunEvent>("/runs/{project}/events"),
            configure: builder => builder.WebHost.ConfigureKestrel(options => options.ConfigureEndpointDefaults(
                endpoint => endpoint.Protocols = http == 2 ? HttpProtocols.Http2 : HttpProtocols.Http1)));
        await server.Project.Log<RunEvent>().AppendBatchAsync(Numbered.Entries(8));
        for (int since = 0; since < 8; since++)
        {
            using EventClient byHeader = await EventClient.ConnectAsync(server, Path, $"{since}", version);
            using EventClient byQuery = await EventClient.ConnectAsync(server, $"{Path}?since={since}", version: version);

            IEnumerable<long> expected = Enumerable.Range(since + 1, 8 - since).Select(static seq => (long)seq);
            Assert.Equal(expected, (await byHeader.TakeAsync(8 - since)).Select(each => each.Seq));
            Assert.Equal(expected, (await byQuery.TakeAsync(8 - since)).Select(each => each.Seq));
        }
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.0")]
    [InlineData("")]
    [InlineData("%201")]
    [InlineData("99999999999999999999")]
    [InlineData("6")]
    public async Task A_parameter_that_is_no_number_of_the_log_is_a_bad_request(string since)
    {
        await using TestServer server = await StartAsync();
        await server.Project.Log<RunEvent>().AppendBatchAsync(Numbered.Entries(5));

        using HttpResponseMessage response = await server.Client.GetAsync($"{Path}?since={since}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.ToString());
        Assert.Contains("since", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", "null")]
    [InlineData("-1", "null")]
    [InlineData("99999999999999999999", "null")]
    [InlineData("6", "6")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    public async Task A_last_event_id_of_another_log_is_told_and_everything_comes_again(string lastEventId, string told)
    {
        await using TestServer server = await StartAsync();
        await server.Project.Log<RunEvent>().AppendBatchAsync(Numbered.Entries(5));

        using EventClient client = await EventClient.ConnectAsync(server, Path + "?since=2", lastEventId);

        Assert.Equal(new ServerEvent("0", "log.rewound", $$"""{"since":{{told}},"last":5}"""), await client.NextAsync());
        Assert.Equal([1, 2, 3, 4, 5], (await client.TakeAsync(5)).Select(each => each.Seq));
    }

    [Fact]
    public async Task A_cursor_before_the_first_kept_entry_is_told_and_the_stream_goes_on_behind_the_gap()
    {
        await using TestServer server = await StartAsync();
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        await log.AppendBatchAsync(Numbered.Entries(5));
        await log.TruncateBeforeAsync(3);

        using EventClient client = await EventClient.ConnectAsync(server, Path, "1");

        Assert.Equal(new ServerEvent("3", "log.truncated", """{"since":1,"first":4}"""), await client.NextAsync());
        string lastEventId = client.LastEventId;
        Assert.Equal([4, 5], (await client.TakeAsync(2)).Select(each => each.Seq));
        using EventClient returned = await EventClient.ConnectAsync(server, Path, lastEventId);
        Assert.Equal("started", (await returned.NextAsync())!.Name);
        using EventClient fromTheBeginning = await EventClient.ConnectAsync(server, Path + "?since=0");
        Assert.Equal([4, 5], (await fromTheBeginning.TakeAsync(2)).Select(each => each.Seq));
    }

    [Fact]
    public async Task A_log_of_which_nothing_is_left_goes_on_with_its_numbers()
    {
        await using TestServer server = await StartAsync();
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        await log.AppendBatchAsync(Numbered.Entries(5));
        await log.TruncateBeforeAsync(5);
        using EventClient client = await EventClient.ConnectAsync(server, Path, "2");
        Assert.Equal(new ServerEvent("5", "log.truncated", """{"since":2,"first":6}"""), await client.NextAsync());

        await log.AppendAsync(new RunEvent.Started("6"));

        Assert.Equal(6, (await client.NextAsync())!.Seq);
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(app => app.MapLogEvents<RunEvent>("/runs/{project}/events"));
}
