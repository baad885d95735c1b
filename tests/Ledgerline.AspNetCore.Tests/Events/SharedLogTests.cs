using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ledgerline.Drivers;
using Microsoft.AspNetCore.Builder;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>Many clients on one log: one follower, and each gets everything once.</summary>
public sealed class SharedLogTests
{
    private const string Path = "/runs/p_demo";

    [Fact]
    public async Task Clients_that_begin_anywhere_while_entries_come_get_each_once_from_one_follower()
    {
        const int Last = 3000;
        using var directory = new TemporaryDirectory();
        await using TestServer server = await StartAsync(options => options.UseFileSystem(directory.Path));
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        await log.AppendBatchAsync(Numbered.Entries(1000, padding: 100));
        Task appending = AppendAsync(log, 1001, Last);
        var clients = new List<Task<IReadOnlyList<long>>>();
        for (int since = 0; since < 1000; since += 50)
        {
            clients.Add(ReadAsync(server, since, Last - since));
        }

        await appending;
        for (int i = 0; i < clients.Count; i++)
        {
            long since = i * 50L;
            Assert.Equal(Enumerable.Range(1, (int)(Last - since)).Select(number => since + number), await clients[i]);
        }

        await Eventually.TrueAsync(() => server.Broadcasts.Count == 0);
    }

    [Fact]
    public async Task While_anybody_follows_a_log_there_is_one_follower_and_none_afterwards()
    {
        await using TestServer server = await StartAsync();
        var clients = new List<EventClient>();
        for (int i = 0; i < 10; i++)
        {
            clients.Add(await EventClient.ConnectAsync(server, Path));
        }

        Assert.Equal(1, server.Broadcasts.Count);
        await server.Project.Log<RunEvent>().AppendAsync(new RunEvent.Started("a"));
        foreach (EventClient client in clients)
        {
            Assert.Equal(1, (await client.NextAsync())!.Seq);
            client.Dispose();
        }

        await Eventually.TrueAsync(() => server.Broadcasts.Count == 0);
    }

    [Fact]
    public async Task Endpoints_that_send_the_same_of_a_log_share_its_follower()
    {
        await using TestServer server = await TestServer.StartAsync(static app =>
        {
            app.MapLogEvents<RunEvent>("/runs/{project}");
            app.MapLogEvents("/logs/{project}", "history");
            app.MapLogEvents<RunEvent>("/timed/{project}", static options => options.IncludeTime = true);
        });
        using EventClient typed = await EventClient.ConnectAsync(server, Path);
        using EventClient untyped = await EventClient.ConnectAsync(server, "/logs/p_demo");
        Assert.Equal(1, server.Broadcasts.Count);

        using EventClient timed = await EventClient.ConnectAsync(server, "/timed/p_demo");
        Assert.Equal(2, server.Broadcasts.Count);
    }

    [Fact]
    public async Task Who_comes_when_a_log_has_just_been_begun_anew_gets_nothing_of_the_one_before()
    {
        Action? asked = null;
        await using TestServer server = await StartAsync(options => options.Use(_ => ObservedDriver.Make(member =>
        {
            if (member == nameof(ILogStore.GetInfoAsync))
            {
                Interlocked.Exchange(ref asked, null)?.Invoke();
            }

            return null;
        })));
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        await log.AppendBatchAsync(Numbered.Entries(5));
        using EventClient before = await EventClient.ConnectAsync(server, Path);
        await log.AppendBatchAsync(Numbered.Entries(3, first: 6));
        await before.TakeAsync(3);
        asked = () =>
        {
            log.DeleteAsync().AsTask().GetAwaiter().GetResult();
            log.AppendBatch(Numbered.Entries(6, first: 101));
        };

        using EventClient client = await EventClient.ConnectAsync(server, Path);
        await log.AppendAsync(new RunEvent.Started("107"));

        Assert.Equal(new ServerEvent("7", "started", """{"kind":"started","name":"107"}"""), await client.NextAsync());
        Assert.Equal("log.rewound", (await before.NextAsync())!.Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_takes_nothing_for_a_while_delays_nobody_and_misses_nothing(bool isTruncated)
    {
        // More than both ends of a socket and the ring hold.
        const int Count = 6000;
        const int Padding = 4000;
        using var directory = new TemporaryDirectory();
        await using TestServer server = await StartAsync(options => options.UseFileSystem(directory.Path));
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        using var slow = new TcpClient { ReceiveBufferSize = 4096 };
        await slow.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {Path}?since=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        using EventClient quick = await EventClient.ConnectAsync(server, Path + "?since=0");

        for (int first = 1; first <= Count; first += 100)
        {
            await log.AppendBatchAsync(Numbered.Entries(100, first, Padding), Durability.Buffered);
        }

        Assert.Equal(Enumerable.Range(1, Count).Select(static seq => (long)seq), (await quick.TakeAsync(Count)).Select(each => each.Seq));
        if (isTruncated)
        {
            await log.TruncateBeforeAsync(Count - 10);
        }

        IReadOnlyList<long> seqs = await ReadIdsAsync(slow.GetStream(), Count);
        if (isTruncated)
        {
            int gap = seqs.ToList().FindIndex(static seq => seq == Count - 10);
            Assert.InRange(gap, 1, Count - 11);
            Assert.Equal(Enumerable.Range(1, gap).Select(static seq => (long)seq), seqs.Take(gap));
            Assert.Equal(Enumerable.Range(Count - 10, 11).Select(static seq => (long)seq), seqs.Skip(gap));
        }
        else
        {
            Assert.Equal(Enumerable.Range(1, Count).Select(static seq => (long)seq), seqs);
        }
    }

    private static async Task<IReadOnlyList<long>> ReadAsync(TestServer server, int since, int count)
    {
        using EventClient client = await EventClient.ConnectAsync(server, $"{Path}?since={since}");
        return [.. (await client.TakeAsync(count)).Select(static each => each.Seq)];
    }

    private static async Task AppendAsync(AppendLog<RunEvent> log, int first, int last)
    {
        for (int next = first; next <= last; next += 10)
        {
            await log.AppendBatchAsync(Numbered.Entries(10, next, 100), Durability.Buffered);
        }
    }

    /// <summary>Reads ids from a chunked answer up to one; the id that the stream begins with is left out.</summary>
    private static async Task<IReadOnlyList<long>> ReadIdsAsync(NetworkStream stream, long last)
    {
        var ids = new List<long>();
        using var reader = new StreamReader(new UnchunkedStream(stream));
        bool isFirst = true;
        while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                long id = long.Parse(line.AsSpan(4), CultureInfo.InvariantCulture);
                if (!isFirst)
                {
                    ids.Add(id);
                }

                isFirst = false;
                if (id == last)
                {
                    return ids;
                }
            }
        }

        throw new EndOfStreamException($"The stream ended behind {ids.Count} ids.");
    }

    private static Task<TestServer> StartAsync(Action<LedgerlineOptions>? keep = null) =>
        TestServer.StartAsync(static app => app.MapLogEvents<RunEvent>("/runs/{project}"), keep);
}
