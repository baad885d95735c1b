using System.Globalization;
using Ledgerline.Bench.Children;
using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Web;

namespace Ledgerline.Bench.Rows;

/// <summary>What a client costs the process that serves it events.</summary>
internal static class WebMemoryRows
{
    private const int WarmClients = 200;

    // More than a client that takes nothing, and the system on both sides, hold.
    private const int StalledEntries = 2_000;
    private const int StalledSize = 4_000;
    private const int SmallReceiveBuffer = 4_096;

    public static IEnumerable<Row> All(Scale scale) =>
    [
        Row("an idle client", scale, isStalled: false),
        Row("a stalled client", scale, isStalled: true),
    ];

    private static Row Row(string name, Scale scale, bool isStalled) => new(
        "sse-memory",
        name,
        Quantity.Memory,
        scale.MemoryRounds,
        new Contender(
            "Ledgerline",
            directory => Task.FromResult(new Work(() => MeasureAsync(directory, scale.ConnectedClients, isStalled), () => Task.CompletedTask, () => default)))
        {
            StartsAfresh = true,
        },
        [new(Contender.Allowance("allowed", 20 * 1024), Goal.AtMost(1))])
    {
        WarmsUp = false,
        Obstacle = FanoutClients.Obstacle,
    };

    private static async Task<double> MeasureAsync(string directory, int count, bool isStalled)
    {
        await using ChildProcess server = await ChildProcess.StartAsync(ChildCommand.ServeEvents, directory);
        int port = (int)await AskAsync(server, EventServerProbe.Port);

        // What the process takes for its first clients and entries is not theirs.
        using (FanoutClients warm = FanoutServer.Connect(port, WarmClients).Start())
        {
            Task received = warm.ReceiveAsync(StalledEntries);
            await AskAsync(server, $"{EventServerProbe.Append} {StalledEntries} {StalledSize}");
            await received;
        }

        await AskAsync(server, EventServerProbe.Memory);
        long before = await SettledAsync(server, EventServerProbe.Memory);
        using FanoutClients clients = FanoutServer.Connect(port, count, isStalled ? SmallReceiveBuffer : null);
        if (isStalled)
        {
            long sentBefore = await AskAsync(server, EventServerProbe.Sent);
            await AskAsync(server, $"{EventServerProbe.Append} {StalledEntries} {StalledSize}");
            long sent = await SettledAsync(server, EventServerProbe.Sent) - sentBefore;

            // Whoever had got everything would not be stalled.
            Expect.Equal(true, sent < (long)count * StalledEntries / 2);
        }

        return (double)(await SettledAsync(server, EventServerProbe.Memory) - before) / count;
    }

    /// <summary>A number once it is the same, or nearly, as a moment ago.</summary>
    private static async Task<long> SettledAsync(ChildProcess server, string question)
    {
        long last = await AskAsync(server, question);
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.5));
            long next = await AskAsync(server, question);
            if (Math.Abs(next - last) <= last / 100)
            {
                return next;
            }

            last = next;
        }
    }

    private static async Task<long> AskAsync(ChildProcess server, string question) =>
        long.Parse(await server.AskAsync(question), CultureInfo.InvariantCulture);
}
