using System.Net;
using System.Text.Json;
using Ledgerline.Drivers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>The health check, as an application shows it.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task Storage_that_takes_a_document_is_healthy_and_nothing_of_it_stays()
    {
        using var directory = new TemporaryDirectory();
        await using TestServer server = await StartAsync(directory);

        string[] answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.Client.GetStringAsync("/health")));

        Assert.All(answers, static answer => Assert.StartsWith("Healthy FileSystem", answer, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(directory.Path, "*.json", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Storage_that_takes_none_is_unhealthy_until_it_does_again()
    {
        using var directory = new TemporaryDirectory();
        await using TestServer server = await StartAsync(directory);
        string shared = Path.Combine(directory.Path, ".data");
        Directory.Delete(shared, recursive: true);

        // Whoever runs the test: to root, a directory that is read-only is not.
        await File.WriteAllTextAsync(shared, "");
        using HttpResponseMessage broken = await server.Client.GetAsync("/health");
        File.Delete(shared);
        using HttpResponseMessage mended = await server.Client.GetAsync("/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, broken.StatusCode);
        Assert.StartsWith("Unhealthy", await broken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, mended.StatusCode);
    }

    [Fact]
    public async Task Storage_whose_root_is_gone_is_unhealthy()
    {
        using var directory = new TemporaryDirectory();
        string root = Path.Combine(directory.Path, "root");
        Directory.CreateDirectory(root);
        await using TestServer server = await StartAsync(directory, root);
        Directory.Delete(root, recursive: true);

        using HttpResponseMessage response = await server.Client.GetAsync("/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task A_failure_may_be_called_degraded_and_has_tags()
    {
        using var directory = new TemporaryDirectory();
        await using TestServer server = await TestServer.StartAsync(
            static app => app.MapHealthChecks("/health", new HealthCheckOptions { Predicate = static check => check.Tags.Contains("storage") }),
            options => options.UseFileSystem(directory.Path),
            static builder => builder.Services.AddHealthChecks().AddLedgerline("disk", HealthStatus.Degraded, ["storage"]));
        Directory.Delete(Path.Combine(directory.Path, ".data"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(directory.Path, ".data"), "");

        Assert.Equal("Degraded", await server.Client.GetStringAsync("/health"));
    }

    private static Task<TestServer> StartAsync(TemporaryDirectory directory, string? root = null) => TestServer.StartAsync(
        static app => app.MapHealthChecks("/health", new HealthCheckOptions
        {
            ResponseWriter = static async (context, report) =>
            {
                HealthReportEntry entry = report.Entries["ledgerline"];
                Assert.True((double)entry.Data["milliseconds"] > 0);
                await using var writer = new StreamWriter(context.Response.Body);
                await writer.WriteAsync($"{entry.Status} {entry.Data["driver"]}");
            },
        }),
        options => options.UseFileSystem(root ?? directory.Path),
        static builder => builder.Services.AddHealthChecks().AddLedgerline());
}
