using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>Documents over HTTP, by the rules of RFC 9110.</summary>
public sealed class DocumentTests : IAsyncLifetime
{
    private const string Path = "/threads/p_demo/main";

    private TestServer _server = null!;

    private HttpClient Client => _server.Client;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync(static app =>
    {
        app.MapDocuments<Thread>("/threads/{project}/{key?}", static options => options.MaxBytes = 1000);
        app.MapDocuments<Thread>("/shared/{key}");
        app.MapDocuments<Thread>("/fixed/{key}", static options => options.Project = TestServer.ProjectId);
        app.MapDocuments<Thread>("/readonly/{project}/{key}", static options => options.IsReadOnly = true);
        app.MapDocument<Settings>("/settings/{project}");
        app.MapDocument<Settings>("/settings");
    });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task What_is_put_is_stored_and_sent_byte_for_byte_with_its_tag()
    {
        const string Json = "{ \"title\" : \"ö\",\n  \"unknown\": 1 }";

        using HttpResponseMessage created = await PutAsync(Path, Json);
        using HttpResponseMessage replaced = await PutAsync(Path, Json);
        using HttpResponseMessage got = await Client.GetAsync(Path);
        using HttpResponseMessage head = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Path));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, replaced.StatusCode);
        Assert.Equal(HttpStatusCode.OK, got.StatusCode);
        Assert.Equal(Json, await got.Content.ReadAsStringAsync());
        Assert.Equal("application/json", got.Content.Headers.ContentType!.ToString());
        Assert.False(got.Headers.ETag!.IsWeak);
        Assert.Equal(got.Headers.ETag, created.Headers.ETag);
        Assert.Equal(got.Headers.ETag, head.Headers.ETag);
        Assert.Equal(got.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        var found = Assert.IsType<KvGetResult<Thread>.Found>(await _server.Project.Kv<Thread>().GetAsync("main"));
        Assert.Equal(("ö", $"\"{found.ETag}\""), (found.Value.Title, got.Headers.ETag.ToString()));
    }

    [Fact]
    public async Task A_document_that_is_not_there_is_not_found_whatever_the_conditions()
    {
        foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Delete })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(method, ("If-Match", "*")));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(method, ("If-None-Match", "*")));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(method, ("If-Match", "\"a\"")));
        }
    }

    [Theory]
    [InlineData("If-Match", "{0}", 200)]
    [InlineData("If-Match", "*", 200)]
    [InlineData("If-Match", "\"a\", {0}", 200)]
    [InlineData("If-Match", "W/{0}", 412)]
    [InlineData("If-Match", "\"a\"", 412)]
    [InlineData("If-Match", "a", 400)]
    [InlineData("If-None-Match", "{0}", 304)]
    [InlineData("If-None-Match", "W/{0}", 304)]
    [InlineData("If-None-Match", "\"a\", W/{0}", 304)]
    [InlineData("If-None-Match", "*", 304)]
    [InlineData("If-None-Match", "\"a\"", 200)]
    [InlineData("If-None-Match", "*, \"a\"", 400)]
    public async Task Reading_heeds_conditions(string header, string value, int status)
    {
        string etag = await StoreAsync("t");

        foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using HttpResponseMessage response = await SendAsync(method, Path, null, (header, Filled(value, etag)));
            Assert.Equal(status, (int)response.StatusCode);
            if (status == 304)
            {
                Assert.Equal(etag, response.Headers.ETag!.ToString());
                Assert.Empty(await response.Content.ReadAsByteArrayAsync());
            }
        }
    }

    [Theory]
    [InlineData("If-Match", "{0}", true)]
    [InlineData("If-Match", "*", true)]
    [InlineData("If-Match", "\"a\",{0}", true)]
    [InlineData("If-Match", "W/{0}", false)]
    [InlineData("If-Match", "\"a\"", false)]
    [InlineData("If-None-Match", "*", false)]
    [InlineData("If-None-Match", "{0}", false)]
    [InlineData("If-None-Match", "W/{0}", false)]
    [InlineData("If-None-Match", "\"a\"", true)]
    public async Task Changing_heeds_conditions(string header, string value, bool holds)
    {
        string etag = await StoreAsync("t");

        using HttpResponseMessage put = await SendAsync(HttpMethod.Put, Path, """{"title":"t"}""", (header, Filled(value, etag)));
        using HttpResponseMessage deleted = await SendAsync(HttpMethod.Delete, Path, null, (header, Filled(value, etag)));

        Assert.Equal(holds ? HttpStatusCode.NoContent : HttpStatusCode.PreconditionFailed, put.StatusCode);
        Assert.Equal(holds ? HttpStatusCode.NoContent : HttpStatusCode.PreconditionFailed, deleted.StatusCode);
        Assert.Equal(holds ? HttpStatusCode.NotFound : HttpStatusCode.OK, await StatusAsync(HttpMethod.Get));
    }

    [Fact]
    public async Task If_match_comes_before_if_none_match_and_both_must_hold()
    {
        string etag = await StoreAsync("t");

        Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(HttpMethod.Get, ("If-Match", "\"a\""), ("If-None-Match", etag)));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(HttpMethod.Get, ("If-Match", etag), ("If-None-Match", etag)));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(HttpMethod.Delete, ("If-Match", etag), ("If-None-Match", etag)));
    }

    [Fact]
    public async Task If_none_match_any_creates_once_among_many()
    {
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            number => SendAsync(HttpMethod.Put, Path, $$"""{"title":"{{number}}"}""", ("If-None-Match", "*"))));

        Assert.Single(answers, static answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(19, answers.Count(static answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task Putting_where_nothing_is_with_a_version_fails_and_creates_nothing()
    {
        using HttpResponseMessage any = await SendAsync(HttpMethod.Put, Path, """{"title":"t"}""", ("If-Match", "*"));
        using HttpResponseMessage some = await SendAsync(HttpMethod.Put, Path, """{"title":"t"}""", ("If-Match", "\"a\""));

        Assert.Equal(HttpStatusCode.PreconditionFailed, any.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, some.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(HttpMethod.Get));
    }

    [Theory]
    [InlineData("""{"title":1}""", "$.title", 1)]
    [InlineData("{\n\"title\": true}", "$.title", 2)]
    [InlineData("""{}""", null, 1)]
    [InlineData("""{"title":"a"} x""", null, 1)]
    [InlineData("null", null, 1)]
    [InlineData("", null, 1)]
    public async Task What_does_not_fit_is_a_bad_request_that_says_where_and_comes_before_conditions(string json, string? path, int line)
    {
        await StoreAsync("t");
        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, Path, json, ("If-Match", "\"a\""));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.ToString());
        using JsonDocument problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(400, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(line, problem.RootElement.GetProperty("line").GetInt32());
        if (path is not null)
        {
            Assert.Equal(path, problem.RootElement.GetProperty("path").GetString());
        }
    }

    [Fact]
    public async Task Bytes_that_are_not_utf_8_are_a_bad_request()
    {
        using var content = new ByteArrayContent([.. "{\"title\":\""u8, 0xFF, .. "\"}"u8]) { Headers = { ContentType = new("application/json") } };
        using HttpResponseMessage response = await Client.PutAsync(Path, content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("application/json", "gzip")]
    [InlineData(null, null)]
    public async Task A_body_of_another_kind_is_an_unsupported_media_type(string? type, string? encoding)
    {
        using var content = new ByteArrayContent("""{"title":"t"}"""u8.ToArray());
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        using HttpResponseMessage response = await Client.PutAsync(Path, content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_told_so(bool isLengthKnown)
    {
        string json = $$"""{"title":"{{new string('a', 2000)}}"}""";
        using var request = new HttpRequestMessage(HttpMethod.Put, Path) { Content = new StringContent(json, null, "application/json") };
        request.Headers.TransferEncodingChunked = !isLengthKnown;

        using HttpResponseMessage response = await Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_document_of_megabytes_is_stored_and_sent(int version)
    {
        await using TestServer server = await TestServer.StartAsync(
            static app => app.MapDocuments<Thread>("/threads/{project}/{key}"),
            configure: builder => builder.WebHost.ConfigureKestrel(options => options.ConfigureEndpointDefaults(
                endpoint => endpoint.Protocols = version == 2 ? HttpProtocols.Http2 : HttpProtocols.Http1)));
        server.Client.DefaultRequestVersion = new Version(version, version == 2 ? 0 : 1);
        server.Client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        string json = $$"""{"title":"{{new string('a', 3 << 20)}}"}""";

        using HttpResponseMessage put = await server.Client.PutAsync(Path, new StringContent(json, null, "application/json"));

        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal(json, await server.Client.GetStringAsync(Path));
    }

    [Fact]
    public async Task A_pattern_without_a_key_lists_the_keys_and_lets_nothing_else()
    {
        foreach (string key in new[] { "b", "a2", "a1" })
        {
            using HttpResponseMessage put = await PutAsync($"/threads/p_demo/{key}", """{"title":"t"}""");
        }

        Assert.Equal("""["a1","a2","b"]""", await Client.GetStringAsync("/threads/p_demo"));
        Assert.Equal("""["a1","a2"]""", await Client.GetStringAsync("/threads/p_demo?prefix=a"));
        Assert.Equal("[]", await Client.GetStringAsync("/threads/p_demo?prefix=c"));
        using HttpResponseMessage missing = await Client.GetAsync("/threads/p_missing");
        using HttpResponseMessage posted = await PutAsync("/threads/p_demo", """{"title":"t"}""");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        Assert.Equal(["GET", "HEAD"], posted.Content.Headers.Allow);
    }

    [Fact]
    public async Task Documents_are_of_a_project_of_the_pattern_or_of_the_options_or_of_none()
    {
        foreach (string path in new[] { "/shared/s", "/fixed/f", "/settings", "/settings/p_demo" })
        {
            using HttpResponseMessage put = await PutAsync(path, path.StartsWith("/settings", StringComparison.Ordinal) ? """{"isDark":true}""" : """{"title":"t"}""");
            Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        }

        Assert.IsType<KvGetResult<Thread>.Found>(await _server.Driver.Shared.Kv<Thread>().GetAsync("s"));
        Assert.IsType<KvGetResult<Thread>.Found>(await _server.Project.Kv<Thread>().GetAsync("f"));
        Assert.IsType<KvGetResult<Settings>.Found>(await _server.Driver.Shared.Document<Settings>().GetAsync());
        Assert.IsType<KvGetResult<Settings>.Found>(await _server.Project.Document<Settings>().GetAsync());
        using HttpResponseMessage refused = await PutAsync("/readonly/p_demo/f", """{"title":"t"}""");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
    }

    private static string Filled(string value, string etag) => value.Replace("{0}", etag, StringComparison.Ordinal);

    private async Task<string> StoreAsync(string title)
    {
        using HttpResponseMessage response = await PutAsync(Path, $$"""{"title":"{{title}}"}""");
        return response.Headers.ETag!.ToString();
    }

    private Task<HttpResponseMessage> PutAsync(string path, string json) =>
        Client.PutAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await SendAsync(method, Path, null, headers);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }
}
