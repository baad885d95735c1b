using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Web;

namespace Ledgerline.Bench.Rows;

/// <summary>A log's events to many clients, beside the same bytes written to as many sockets by hand.</summary>
internal static class WebRows
{
    public static IEnumerable<Row> All(Scale scale) =>
    [
        Fanout("batches of 1000", scale, scale.FanoutBatches, Scale.BatchSize),
        Fanout("one at a time", scale, scale.FanoutAppends, 1),
    ];

    /// <param name="name">The case.</param>
    /// <param name="scale">How many clients.</param>
    /// <param name="appends">How often entries are appended; every client has them before the next are.</param>
    /// <param name="size">How many entries at once.</param>
    private static Row Fanout(string name, Scale scale, int appends, int size)
    {
        JsonPayload[][] batches = [.. Ledger.Encode(Tweak.UpTo(appends * size)).Chunk(size)];
        return new Row(
            "sse-fanout",
            name,
            Quantity.Rate,
            scale.Rounds,
            Of("Ledgerline", directory => LedgerFanout.StartAsync(directory, scale.FanoutClients)),
            [new(Of("the same frames to bare sockets", _ => SocketFanout.StartAsync(scale.FanoutClients)), Goal.AtLeast(0.5))])
        {
            Obstacle = FanoutClients.Obstacle,
        };

        Contender Of(string contender, Func<string, Task<IFanout>> start) => Contender.Of(
            contender,
            start,
            server => Timing.EachAsync(appends * size * scale.FanoutClients, async () =>
            {
                foreach (JsonPayload[] batch in batches)
                {
                    Task received = server.Clients.ReceiveAsync(batch.Length);
                    await server.AppendAsync(batch);
                    await received;
                }
            }),
            server =>
            {
                server.Clients.Verify();
                return Task.CompletedTask;
            });
    }
}
