using System.Globalization;
using Microsoft.AspNetCore.Builder;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>
/// Clients that come, go, stall and return while entries are appended and removed: each is told every number once, or that it
/// is gone. <c>LEDGERLINE_STREAM_SEED=S</c> makes the same choices again, <c>LEDGERLINE_STREAM_ROUNDS=N</c> makes more.
/// </summary>
public sealed class AnyOrderTests
{
    private const string Path = "/runs/p_demo";
    private const int Clients = 8;
    private const int Batches = 60;

    [Fact]
    public async Task Each_client_is_told_every_number_once_or_that_it_is_gone()
    {
        int rounds = int.Parse(Environment.GetEnvironmentVariable("LEDGERLINE_STREAM_ROUNDS") ?? "2", CultureInfo.InvariantCulture);
        for (int round = 0; round < rounds; round++)
        {
            int seed = Environment.GetEnvironmentVariable("LEDGERLINE_STREAM_SEED") is { } text
                ? int.Parse(text, CultureInfo.InvariantCulture)
                : Random.Shared.Next();
            try
            {
                await RunAsync(seed, isInFiles: round % 2 == 0);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"LEDGERLINE_STREAM_SEED={seed}", e);
            }
        }
    }

    private static async Task RunAsync(int seed, bool isInFiles)
    {
        using var directory = new TemporaryDirectory();
        await using TestServer server = await TestServer.StartAsync(
            static app => app.MapLogEvents<RunEvent>(Path.Replace("p_demo", "{project}", StringComparison.Ordinal)),
            options => _ = isInFiles ? options.UseFileSystem(directory.Path) : options.UseMemory());
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        await log.AppendAsync(new RunEvent.Started("1"));
        Task[] clients = [.. Enumerable.Range(0, Clients).Select(index => Task.Run(() => FollowAsync(server, new Random(seed + index))))];
        var random = new Random(seed);
        int last = 1;
        for (int batch = 0; batch < Batches; batch++)
        {
            int count = random.Next(1, 120);
            await log.AppendBatchAsync(Numbered.Entries(count, last + 1, random.Next(3000)), Durability.Buffered);
            last += count;
            if (random.Next(6) == 0)
            {
                await log.TruncateBeforeAsync(random.Next(1, last + 1));
            }
        }

        await log.CompleteAsync();
        await Task.WhenAll(clients);
        await Eventually.TrueAsync(() => server.Broadcasts.Count == 0);
    }

    /// <summary>Follows the log to its end, over as many connections as it likes.</summary>
    private static async Task FollowAsync(TestServer server, Random random)
    {
        string cursor = "0";
        long next = 1;
        while (true)
        {
            using EventClient client = await EventClient.ConnectAsync(server, Path, cursor);
            if (client.Response.StatusCode == System.Net.HttpStatusCode.NoContent)
            {
                return;
            }

            for (int left = random.Next(1, 2000); left > 0; left--)
            {
                if (random.Next(200) == 0)
                {
                    await Task.Delay(random.Next(30));
                }

                if (await client.NextAsync() is not { } told)
                {
                    break;
                }

                switch (told.Name)
                {
                    case "log.truncated":
                        Assert.True(told.Seq >= next, $"{told} came before {next}.");
                        next = told.Seq + 1;
                        break;
                    case "started":
                        // Whoever begins at 0 begins with what is kept.
                        Assert.True(told.Seq == next || (next == 1 && told.Seq > 1), $"{told.Id} came instead of {next}.");
                        Assert.StartsWith($$"""{"kind":"started","name":"{{told.Id}}""", told.Data, StringComparison.Ordinal);
                        next = told.Seq + 1;
                        break;
                    default:
                        Assert.Equal(("log.completed", next - 1), (told.Name, told.Seq));
                        break;
                }

                cursor = told.Id;
            }
        }
    }
}
