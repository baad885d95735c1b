using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>Who may do what, and what others learn.</summary>
public sealed class AuthorizationTests
{
    [Theory]
    [InlineData("/runs", 404)]
    [InlineData("/hidden", 403)]
    [InlineData("/threads", 404)]
    [InlineData("/grouped", 404)]
    public async Task A_project_that_is_refused_one_that_does_not_exist_and_no_name_at_all_are_answered_alike(string path, int status)
    {
        await using TestServer server = await StartAsync();
        await server.Driver.CreateProjectAsync("p_secret");

        byte[][] answers =
        [
            await AnswerAsync(server, $"{path}/p_secret/k1", status),
            await AnswerAsync(server, $"{path}/p_missing/k1", status),
            await AnswerAsync(server, $"{path}/p.wrong/k1", status),
            await AnswerAsync(server, $"{path}/p_demo/k.1", status),
            await AnswerAsync(server, $"{path}/..%2Fp_demo/k1", status),
        ];

        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Theory]
    [InlineData("GET", "/runs/{0}/k1?since=wrong")]
    [InlineData("GET", "/threads/{0}?prefix=w.rong")]
    [InlineData("PUT", "/threads/{0}")]
    [InlineData("PUT", "/threads/{0}/k1")]
    [InlineData("DELETE", "/threads/{0}")]
    [InlineData("DELETE", "/threads/{0}/k1", "wrong")]
    public async Task What_is_wrong_with_a_request_is_not_told_where_there_is_no_project(string method, string path, string? match = null)
    {
        await using TestServer server = await StartAsync();
        await server.Driver.CreateProjectAsync("p_secret");
        var answers = new List<byte[]>();
        foreach (string project in new[] { "p_secret", "p_missing" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), string.Format(System.Globalization.CultureInfo.InvariantCulture, path, project));
            if (match is not null)
            {
                request.Headers.TryAddWithoutValidation("If-Match", match);
            }

            using HttpResponseMessage response = await server.Client.SendAsync(request);
            answers.Add(await BytesAsync(response));
        }

        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task An_endpoint_that_asks_no_policy_cannot_be_taken_for_one_that_does()
    {
        await using TestServer server = await TestServer.StartAsync(static app =>
        {
            RouteGroupBuilder group = app.MapGroup("/projects/{project}").RequireProjectAuthorization("demo");
            group.MapLogEvents<RunEvent>("events");
            group.MapGet("open", static () => "to all");
        });

        using HttpResponseMessage response = await server.Client.GetAsync("/projects/p_demo/open");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task A_policy_sees_the_project_the_name_the_key_and_what_is_asked()
    {
        await using TestServer server = await StartAsync();

        using EventClient client = await EventClient.ConnectAsync(server, "/runs/p_demo/k1");
        using HttpResponseMessage put = await server.Client.PutAsync("/threads/p_demo/k1", new StringContent("""{"title":"t"}""", null, "application/json"));

        Assert.Equal(HttpStatusCode.OK, client.Response.StatusCode);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        List<ProjectResource> asked = server.Services.GetRequiredService<List<ProjectResource>>();
        Assert.Equal(
            [
                new ProjectResource("p_demo", "history", "k1", ProjectOperation.ReadEvents),
                new ProjectResource("p_demo", "threads", "k1", ProjectOperation.WriteDocument),
            ],
            asked);
    }

    [Fact]
    public async Task Authorization_of_the_endpoint_is_that_of_the_application()
    {
        await using TestServer server = await StartAsync();

        using HttpResponseMessage anonymous = await server.Client.GetAsync("/members/p_demo");
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(NamedUser.Scheme, "eve");
        using EventClient member = await EventClient.ConnectAsync(server, "/members/p_demo");

        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        Assert.Equal(HttpStatusCode.OK, member.Response.StatusCode);
    }

    private static async Task<byte[]> AnswerAsync(TestServer server, string path, int status)
    {
        using HttpResponseMessage response = await server.Client.GetAsync(path);
        Assert.Equal(status, (int)response.StatusCode);
        return await BytesAsync(response);
    }

    private static async Task<byte[]> BytesAsync(HttpResponseMessage response)
    {
        using var answer = new MemoryStream();
        answer.WriteByte((byte)((int)response.StatusCode % 256));
        foreach ((string name, IEnumerable<string> values) in response.Headers.Concat(response.Content.Headers).Where(each => each.Key != "Date"))
        {
            answer.Write(System.Text.Encoding.UTF8.GetBytes($"{name}: {string.Join(", ", values)}\n"));
        }

        answer.Write(await response.Content.ReadAsByteArrayAsync());
        return answer.ToArray();
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(
        static app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapLogEvents<RunEvent>("/runs/{project}/{key?}").RequireProjectAuthorization("demo");
            app.MapLogEvents<RunEvent>("/hidden/{project}/{key?}", static options => options.RefusalStatusCode = 403).RequireProjectAuthorization("demo");
            app.MapDocuments<Thread>("/threads/{project}/{key?}").RequireProjectAuthorization("demo");
            app.MapLogEvents<RunEvent>("/members/{project}").RequireAuthorization();
            app.MapGroup("/grouped/{project}").RequireProjectAuthorization("demo").MapLogEvents<RunEvent>("{key?}");
        },
        configure: static builder =>
        {
            var asked = new List<ProjectResource>();
            builder.Services.AddSingleton(asked);
            builder.Services.AddAuthentication(NamedUser.Scheme).AddScheme<AuthenticationSchemeOptions, NamedUser>(NamedUser.Scheme, null);
            builder.Services.AddAuthorization(options => options.AddPolicy("demo", policy => policy.RequireAssertion(context =>
            {
                var resource = (ProjectResource)context.Resource!;
                asked.Add(resource);
                return resource.Project == "p_demo" || resource.Project == "p_missing";
            })));
        });

    /// <summary>Takes whoever gives a name for who has it.</summary>
    private sealed class NamedUser(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        public new const string Scheme = "Name";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            string? header = Request.Headers.Authorization;
            if (header is null)
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, header)], Scheme);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme)));
        }
    }
}
