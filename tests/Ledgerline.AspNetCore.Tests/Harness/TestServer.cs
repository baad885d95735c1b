using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>An application on a socket of its own, as <c>CreateSlimBuilder</c> makes it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string ProjectId = "p_demo";

    private readonly WebApplication _app;

    private TestServer(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = Timeout.InfiniteTimeSpan };
    }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    public IServiceProvider Services => _app.Services;

    public IStorageDriver Driver => Services.GetRequiredService<IStorageDriver>();

    public Project Project => Driver.Project(ProjectId);

    public LogBroadcasts Broadcasts => Services.GetRequiredService<LogBroadcasts>();

    /// <summary>Starts an application with a project.</summary>
    /// <param name="map">Maps endpoints.</param>
    /// <param name="keep">Says where data are kept; null for memory.</param>
    /// <param name="configure">Adds services.</param>
    public static async Task<TestServer> StartAsync(
        Action<WebApplication> map, Action<LedgerlineOptions>? keep = null, Action<WebApplicationBuilder>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddLedgerline(keep ?? (static options => options.UseMemory()));
        configure?.Invoke(builder);
        WebApplication app = builder.Build();
        map(app);
        await app.StartAsync();
        var server = new TestServer(app);
        await server.Driver.CreateProjectAsync(ProjectId);
        return server;
    }

    /// <summary>Ends the application as a signal would.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
