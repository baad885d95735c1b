using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Ledgerline.Drivers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>What clients and the logger are told of a storage that fails, before an answer has begun and after.</summary>
public sealed class FailingStorageTests
{
    private const string Secret = "/var/secret/history.jsonl";

    private readonly ConcurrentQueue<string> _logged = new();
    private volatile string _failing = "";

    [Fact]
    public async Task Streams_end_in_order_and_the_logger_is_told_once_where_a_log_cannot_be_followed()
    {
        await using TestServer server = await StartAsync();
        _failing = nameof(ILogStore.OpenFollower);
        using EventClient client = await EventClient.ConnectAsync(server, "/runs/p_demo");

        Assert.Empty(await client.RestAsync());
        Assert.Equal("0", client.LastEventId);
        Assert.Single(_logged, static line => line.StartsWith("Ledgerline.AspNetCore 3 ", StringComparison.Ordinal));

        _failing = "";
        await server.Project.Log<RunEvent>().AppendAsync(new RunEvent.Started("a"));
        using EventClient returned = await EventClient.ConnectAsync(server, "/runs/p_demo", client.LastEventId);
        Assert.Equal(1, (await returned.NextAsync())!.Seq);
    }

    [Fact]
    public async Task A_stream_whose_log_cannot_be_read_ends_in_order_and_its_client_returns_to_where_it_was()
    {
        await using TestServer server = await StartAsync();
        await server.Project.Log<RunEvent>().AppendBatchAsync(Numbered.Entries(3));
        _failing = nameof(ILogStore.OpenReader);
        using EventClient client = await EventClient.ConnectAsync(server, "/runs/p_demo", "1");

        Assert.Empty(await client.RestAsync());
        Assert.Equal("1", client.LastEventId);
        Assert.Single(_logged, static line => line.StartsWith("Ledgerline.AspNetCore 1 ", StringComparison.Ordinal));
        await Eventually.TrueAsync(() => server.Broadcasts.Count == 0);
    }

    [Fact]
    public async Task A_browser_that_returns_while_the_storage_is_away_is_told_to_return_again_and_a_new_client_gets_an_error()
    {
        await using TestServer server = await StartAsync();
        await server.Project.Log<RunEvent>().AppendBatchAsync(Numbered.Entries(3));
        _failing = nameof(ILogStore.GetInfoAsync);

        using EventClient returned = await EventClient.ConnectAsync(server, "/runs/p_demo", "1");
        Assert.Equal(HttpStatusCode.OK, returned.Response.StatusCode);
        Assert.Empty(await returned.RestAsync());
        Assert.Equal(("", 2000), (returned.LastEventId, returned.Retry));

        using HttpResponseMessage begun = await server.Client.GetAsync("/runs/p_demo");
        await AssertIsProblemAsync(begun);
        Assert.Equal(0, server.Broadcasts.Count);
    }

    [Theory]
    [InlineData("GET", nameof(IDocumentStore.GetAsync))]
    [InlineData("PUT", nameof(IDocumentStore.PutAsync))]
    [InlineData("DELETE", nameof(IDocumentStore.DeleteAsync))]
    public async Task A_document_that_cannot_be_reached_is_a_problem_that_tells_nothing_of_the_server(string method, string member)
    {
        await using TestServer server = await StartAsync();
        using HttpResponseMessage stored = await server.Client.PutAsync("/threads/p_demo/main", Body());
        Assert.Equal(HttpStatusCode.Created, stored.StatusCode);
        _failing = member;

        using HttpResponseMessage response = await server.Client.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), "/threads/p_demo/main") { Content = method == "PUT" ? Body() : null });

        await AssertIsProblemAsync(response);
        Assert.Single(_logged, static line => line.StartsWith("Ledgerline.AspNetCore 2 ", StringComparison.Ordinal));
    }

    private static StringContent Body() => new("""{"title":"t"}""", null, "application/json");

    private static async Task AssertIsProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.ToString());
        string text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Equal(500, JsonDocument.Parse(text).RootElement.GetProperty("status").GetInt32());
    }

    private Exception? Fail(string member) =>
        member == _failing ? new StorageException("read", Secret, "the disk is gone", "Look for the disk.") : null;

    private Task<TestServer> StartAsync() => TestServer.StartAsync(
        static app =>
        {
            app.MapLogEvents<RunEvent>("/runs/{project}");
            app.MapDocuments<Thread>("/threads/{project}/{key}");
        },
        options => options.Use(_ => ObservedDriver.Make(Fail)),
        builder => builder.Services.AddSingleton<ILoggerProvider>(new Recorder(_logged)));

    /// <summary>Notes category, number and message.</summary>
    private sealed class Recorder(ConcurrentQueue<string> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Category(categoryName, lines);

        public void Dispose()
        {
        }
    }

    private sealed class Category(string name, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{name} {eventId.Id} {formatter(state, exception)}");
    }
}
