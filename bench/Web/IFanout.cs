namespace Ledgerline.Bench.Web;

/// <summary>A server that sends every entry to all of its clients.</summary>
internal interface IFanout : IAsyncDisposable
{
    /// <summary>The clients, all connected.</summary>
    FanoutClients Clients { get; }

    /// <summary>Adds entries, and returns before the clients have them.</summary>
    Task AppendAsync(JsonPayload[] entries);
}
