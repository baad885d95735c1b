using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Ledgerline.Generator.Tests.Catalogue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Thread = Ledgerline.Generator.Tests.Catalogue.Thread;

namespace Ledgerline.Generator.Tests;

/// <summary>The generated context in ASP.NET Core and in HttpClient, over a socket.</summary>
public sealed class WebTests : IAsyncLifetime, IDisposable
{
    private static readonly RunEvent Started = new RunEvent.Started("ö", ["a"]) { At = DateTimeOffset.UnixEpoch };

    private readonly HttpClient _client = new();
    private WebApplication? _app;

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(static options =>
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, LedgerlineJsonContext.Default));
        _app = builder.Build();
        _app.MapPost("/event", static ([FromBody] RunEvent read) => TypedResults.Ok(read));
        _app.MapPost("/object", static ([FromBody] RunEvent read) => Results.Ok((object)read));
        _app.MapPost("/thread", static ([FromBody] Thread read) => read with { Title = read.Title + "!" });
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async Task DisposeAsync() => await _app!.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("/event")]
    [InlineData("/object")]
    public async Task An_endpoint_takes_a_case_and_returns_it_with_its_discriminator(string path)
    {
        using HttpResponseMessage response = await _client.PostAsJsonAsync(path, Started, LedgerlineJsonContext.Default.RunEvent);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("""{"kind":"started","name":"ö",""", (await response.Content.ReadAsStringAsync()).Replace("\\u00F6", "ö", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("ö", Assert.IsType<RunEvent.Started>(await response.Content.ReadFromJsonAsync(LedgerlineJsonContext.Default.RunEvent)).Name);
    }

    [Fact]
    public async Task A_record_is_read_as_leniently_as_the_web_defaults_say()
    {
        using var content = new StringContent("""{"TITLE":"t","messages":[]}""", null, "application/json");
        using HttpResponseMessage response = await _client.PostAsync("/thread", content);

        Assert.Equal("t!", (await response.Content.ReadFromJsonAsync(LedgerlineJsonContext.Default.Thread))!.Title);
    }

    [Fact]
    public async Task A_body_that_does_not_fit_is_a_bad_request()
    {
        using var content = new StringContent("""{"kind":"nothing"}""", null, "application/json");
        using HttpResponseMessage response = await _client.PostAsync("/event", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task HttpClient_takes_options_that_the_context_is_combined_into()
    {
        var options = new System.Text.Json.JsonSerializerOptions(System.Text.Json.JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(new DefaultJsonTypeInfoResolver().WithAddedModifier(static _ => { }), LedgerlineJsonContext.Default),
        };
        options.TypeInfoResolverChain.Insert(0, LedgerlineJsonContext.Default);

        using HttpResponseMessage response = await _client.PostAsJsonAsync("/event", Started, options);

        Assert.Equal(Started.At, (await response.Content.ReadFromJsonAsync<RunEvent>(options))!.At);
    }
}
