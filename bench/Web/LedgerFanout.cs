namespace Ledgerline.Bench.Web;

/// <summary>Ours, with its clients.</summary>
internal sealed class LedgerFanout : IFanout
{
    private readonly FanoutServer _server;

    private LedgerFanout(FanoutServer server, FanoutClients clients)
    {
        _server = server;
        Clients = clients;
    }

    public FanoutClients Clients { get; }

    public static async Task<IFanout> StartAsync(string directory, int clients)
    {
        FanoutServer server = await FanoutServer.StartAsync(directory);
        return new LedgerFanout(server, FanoutServer.Connect(server.Port, clients).Start());
    }

    public async Task AppendAsync(JsonPayload[] entries)
    {
        if (entries is [var entry])
        {
            await _server.Log.AppendAsync(entry);
        }
        else
        {
            await _server.Log.AppendBatchAsync(entries);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Clients.Dispose();
        await _server.DisposeAsync();
    }
}
