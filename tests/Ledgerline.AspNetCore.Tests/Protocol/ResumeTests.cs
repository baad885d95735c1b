using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;

namespace Ledgerline.AspNetCore.Tests.Protocol;

/// <summary>Resuming behind every number, byte for byte.</summary>
public sealed class ResumeTests
{
    private const string Path = "/runs/p_demo";
    private const int Last = 120;

    [Theory]
    [InlineData(false, "Last-Event-ID")]
    [InlineData(true, "Last-Event-ID")]
    [InlineData(false, "since")]
    [InlineData(true, "since")]
    public async Task Behind_each_number_comes_the_rest_and_nothing_else(bool isInFiles, string way)
    {
        using var directory = new TemporaryDirectory();
        await using TestServer server = await StartAsync(isInFiles ? directory : null);
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();

        // Of many lengths, so that blocks end anywhere.
        await log.AppendBatchAsync(Enumerable.Range(1, Last).Select(static number => new RunEvent.Started(Name(number))));
        await log.CompleteAsync();
        for (int since = 0; since < Last; since++)
        {
            using RawClient client = way == "since"
                ? await RawClient.GetAsync(server, $"{Path}?since={since}")
                : await RawClient.GetAsync(server, Path, $"Last-Event-ID: {since}");

            string body = Chunks.Decode(await client.ReadThroughAsync("\r\n0\r\n\r\n"), out bool isWhole);

            Assert.True(isWhole);
            Assert.Equal(Expected(since), body);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_is_cut_after_any_number_of_bytes_misses_nothing_by_its_last_whole_event(bool isInFiles)
    {
        using var directory = new TemporaryDirectory();
        await using TestServer server = await StartAsync(isInFiles ? directory : null);
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        await log.AppendBatchAsync(Enumerable.Range(1, Last).Select(static number => new RunEvent.Started(Name(number))));
        await log.CompleteAsync();
        string whole = Expected(0);
        var random = new Random(7);
        var got = new StringBuilder();
        int cursor = 0;
        while (cursor < Last)
        {
            using RawClient client = await RawClient.GetAsync(server, Path, $"Connection: close\r\nLast-Event-ID: {cursor}", receiveBuffer: 4096);
            int size = random.Next(1, 3000);
            while (client.Got.Length < size && await client.ReceiveAsync(size - client.Got.Length) > 0)
            {
            }

            if (random.Next(2) == 0)
            {
                client.Reset();
            }

            // As a browser does it: what is behind the last empty line did not come.
            int head = client.Got.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            string body = head < 0 ? "" : Chunks.Decode(client.Got, out _);
            foreach (string block in body.Split("\n\n")[..^1])
            {
                if (block.Contains("\nevent: started\n", StringComparison.Ordinal))
                {
                    got.Append(block).Append("\n\n");
                    cursor = int.Parse(block.AsSpan(4, block.IndexOf('\n', StringComparison.Ordinal) - 4), CultureInfo.InvariantCulture);
                }
            }
        }

        Assert.Equal(whole[(whole.IndexOf("\n\n", StringComparison.Ordinal) + 2)..whole.LastIndexOf("id:", StringComparison.Ordinal)], got.ToString());
    }

    [Theory]
    [InlineData("Last-Event-ID: 00004", 5)]
    [InlineData("Last-Event-ID:    4   ", 5)]
    [InlineData("last-event-id: 4", 5)]
    [InlineData("Last-Event-ID: 4\r\nLast-Event-ID: 7", 1)]
    [InlineData("Last-Event-ID: 4, 7", 1)]
    [InlineData("Last-Event-ID: 9223372036854775808", 1)]
    [InlineData("Last-Event-ID: \u00FF\u00FE", null)]
    [InlineData("Last-Event-ID: 0x4", 1)]
    [InlineData("Last-Event-ID: \u00D9\u00A1", 1)]
    [InlineData("Last-Event-ID: 4e0", 1)]
    [InlineData("Last-Event-ID:", 9)]
    public async Task However_a_last_event_id_is_written_the_stream_begins_at_a_number_of_the_log(string field, int? first)
    {
        await using TestServer server = await StartAsync(null);
        await server.Project.Log<RunEvent>().AppendBatchAsync(Numbered.Entries(8));
        using RawClient client = await RawClient.GetAsync(server, Path, field);
        await client.ReadThroughAsync("\r\n\r\n");
        if (first is null)
        {
            // Kestrel takes no field that is not UTF-8, whatever its name.
            Assert.StartsWith("HTTP/1.1 400 ", client.Got, StringComparison.Ordinal);
            return;
        }

        await client.ReadThroughAsync(":\nretry: 2000\n");
        await server.Project.Log<RunEvent>().AppendAsync(new RunEvent.Started("9"));
        string body = Chunks.Decode(await client.ReadThroughAsync("\"name\":\"9\"}\n\n"), out _);

        Assert.Equal(
            Enumerable.Range(first.Value, 10 - first.Value),
            body.Split("\n\n").Where(static block => block.Contains("\nevent: started\n", StringComparison.Ordinal))
                .Select(static block => int.Parse(block.AsSpan(4, block.IndexOf('\n', StringComparison.Ordinal) - 4), CultureInfo.InvariantCulture)));
        Assert.Equal(first == 1, body.Contains("event: log.rewound\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_last_event_id_of_sixteen_kilobytes_is_another_logs()
    {
        await using TestServer server = await StartAsync(null);
        await server.Project.Log<RunEvent>().AppendBatchAsync(Numbered.Entries(2));

        using RawClient client = await RawClient.GetAsync(server, Path, $"Last-Event-ID: {new string('9', 16_000)}");

        Assert.Contains("event: log.rewound\ndata: {\"since\":null,\"last\":2}\n\n", await client.ReadThroughAsync("\"name\":\"2\""), StringComparison.Ordinal);
    }

    private static string Name(int number) => $"{number}{new string('.', number * 37 % 1500)}";

    private static string Expected(int since)
    {
        var expected = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $":\nretry: 2000\nid: {since}\n\n"));
        for (int seq = since + 1; seq <= Last; seq++)
        {
            expected.Append(CultureInfo.InvariantCulture, $"id: {seq}\nevent: started\ndata: {{\"kind\":\"started\",\"name\":\"{Name(seq)}\"}}\n\n");
        }

        return expected.Append(CultureInfo.InvariantCulture, $"id: {Last}\nevent: log.completed\ndata: {{\"last\":{Last}}}\n\n").ToString();
    }

    private static Task<TestServer> StartAsync(TemporaryDirectory? directory) => TestServer.StartAsync(
        static app => app.MapLogEvents<RunEvent>("/runs/{project}"),
        options =>
        {
            if (directory is null)
            {
                options.UseMemory();
            }
            else
            {
                options.UseFileSystem(directory.Path);
            }
        });
}
