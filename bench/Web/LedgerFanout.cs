using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledgerline.Bench.Web;

/// <summary>A log's events in Kestrel, as an application has them.</summary>
internal sealed class LedgerFanout : IFanout
{
    private const string ProjectId = "bench";

    private readonly WebApplication _app;
    private readonly AppendLog<JsonPayload> _log;

    private LedgerFanout(WebApplication app, AppendLog<JsonPayload> log, FanoutClients clients)
    {
        _app = app;
        _log = log;
        Clients = clients;
    }

    public FanoutClients Clients { get; }

    public static async Task<IFanout> StartAsync(string directory, int clients)
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
        var server = new IPEndPoint(IPAddress.Loopback, new Uri(app.Urls.Single()).Port);
        return new LedgerFanout(
            app,
            project.Log(project.TweakLog().Name),
            FanoutClients.Connect(server, clients, "GET /bench/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"u8));
    }

    public async Task AppendAsync(JsonPayload[] entries)
    {
        if (entries is [var entry])
        {
            await _log.AppendAsync(entry);
        }
        else
        {
            await _log.AppendBatchAsync(entries);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Clients.Dispose();
        await _app.DisposeAsync();
    }
}
