using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledgerline.Bench.Web;

/// <summary>A log's events in Kestrel, with nothing set that an application need not set.</summary>
internal sealed class FanoutServer : IAsyncDisposable
{
    private const string ProjectId = "bench";

    private readonly WebApplication _app;

    private FanoutServer(WebApplication app, AppendLog<JsonPayload> log)
    {
        _app = app;
        Log = log;
    }

    public AppendLog<JsonPayload> Log { get; }

    public int Port => new Uri(_app.Urls.Single()).Port;

    public static async Task<FanoutServer> StartAsync(string directory)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddLedgerline(options => options.UseFileSystem(directory, new() { Durability = Durability.Buffered }));
        WebApplication app = builder.Build();
        app.MapLogEvents<Tweak>("/{project}/events");
        await app.StartAsync();
        IStorageDriver driver = app.Services.GetRequiredService<IStorageDriver>();
        await driver.CreateProjectAsync(ProjectId);
        Project project = driver.Project(ProjectId);
        return new FanoutServer(app, project.Log(project.TweakLog().Name));
    }

    /// <summary>Connects clients from this process to a server in any.</summary>
    /// <param name="port">The server's.</param>
    /// <param name="clients">How many.</param>
    /// <param name="receiveBuffer">How much the system takes for a client ahead of it; null for its own choice.</param>
    public static FanoutClients Connect(int port, int clients, int? receiveBuffer = null) => FanoutClients.Connect(
        new IPEndPoint(IPAddress.Loopback, port),
        clients,
        "GET /bench/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"u8,
        receiveBuffer);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
