using Ledgerline.AspNetCore.Tests.Protocol;
using Ledgerline.Postgres.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>Where data are kept, by code or by configuration; what a start makes of it, and what an end does.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task Configuration_says_where_data_are_kept()
    {
        using var directory = new TemporaryDirectory();
        using IHost host = Build(("Driver", "filesystem"), ("Root", directory.Path), ("Durability", "Buffered"), ("CheckOnStart", "false"));
        await host.StartAsync();

        IStorageDriver driver = host.Services.GetRequiredService<IStorageDriver>();
        await driver.CreateProjectAsync("p_demo");
        await driver.Project("p_demo").Log<RunEvent>().AppendAsync(new RunEvent.Started("a"));
        await host.StopAsync();

        Assert.IsType<FileSystemDriver>(driver);
        Assert.Contains("\"name\":\"a\"", await File.ReadAllTextAsync(directory.Log("history")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_has_the_last_word()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLedgerline(Section(("Driver", "FileSystem"), ("Root", "elsewhere")), static options => options.UseMemory());
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.IsType<MemoryDriver>(provider.GetRequiredService<IStorageDriver>());
    }

    [Fact]
    public async Task A_driver_of_ones_own_is_made_once_and_disposed_with_the_application()
    {
        var made = new List<MemoryDriver>();
        using IHost host = Build(options => options.Use(services =>
        {
            Assert.NotNull(services.GetService<IHostEnvironment>());
            made.Add(new MemoryDriver());
            return made[^1];
        }));
        await host.StartAsync();
        Assert.Same(made.Single(), host.Services.GetRequiredService<IStorageDriver>());

        await host.StopAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => made.Single().CreateProjectAsync("p_late"));
    }

    [Theory]
    [InlineData("UseFileSystem, UseMemory, UsePostgres or Use in AddLedgerline")]
    [InlineData("Root is not set", "Driver", "FileSystem")]
    [InlineData("ConnectionString is not set", "Driver", "Postgres")]
    [InlineData("Ledgerline:Driver is 'Files': expected FileSystem, Memory, Postgres.", "Driver", "Files")]
    [InlineData("Ledgerline:Driver is '1': expected FileSystem, Memory, Postgres.", "Driver", "1")]
    [InlineData("Ledgerline:Durability is 'often': expected", "Driver", "Memory", "Durability", "often")]
    [InlineData("Ledgerline:CheckOnStart is 'perhaps': expected true or false.", "Driver", "Memory", "CheckOnStart", "perhaps")]
    [InlineData("Ledgerline:ConectionString is no setting of Ledgerline: expected CheckOnStart, ConnectionString,", "ConectionString", "Password=secret")]
    public async Task What_is_missing_or_wrong_is_told_when_the_application_starts(string told, params string[] settings)
    {
        using IHost host = Build([.. settings.Chunk(2).Select(static pair => (pair[0], pair[1]))]);

        OptionsValidationException failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        using IHost host = Build(("Driver", "x"), ("Durability", "y"), ("Colour", "z"));

        OptionsValidationException failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal(3, failure.Failures.Count());
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_to_stops_the_start_unless_it_need_not_be()
    {
        using var directory = new TemporaryDirectory();
        string file = Path.Combine(directory.Path, "file");
        await File.WriteAllTextAsync(file, "");
        using IHost host = Build(options => options.UseFileSystem(file));

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => host.StartAsync());

        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_of_a_start_leaves_nothing_behind()
    {
        using var directory = new TemporaryDirectory();
        using IHost host = Build(options => options.UseFileSystem(directory.Path));

        await host.StartAsync();

        Assert.Empty(Directory.GetFiles(directory.Path, "*.json", SearchOption.AllDirectories));
        await host.StopAsync();
    }

    [DatabaseFact]
    public async Task PostgreSQL_is_chosen_by_configuration_with_its_schema()
    {
        await using TestSchema schema = TestSchema.Make();
        using IHost host = Build(("Driver", "Postgres"), ("ConnectionString", schema.ConnectionString), ("Schema", schema.Name), ("Migration", "Automatic"));
        await host.StartAsync();
        IStorageDriver driver = host.Services.GetRequiredService<IStorageDriver>();
        await driver.CreateProjectAsync("p_demo");
        await driver.Project("p_demo").Log<RunEvent>().AppendAsync(new RunEvent.Started("a"));
        await host.StopAsync();

        await using PostgresDriver other = schema.Open();
        Assert.Equal(1, (await other.Project("p_demo").Log<RunEvent>().GetInfoAsync()).LastSeq);
    }

    [Fact]
    public async Task An_application_that_ends_finishes_what_was_appended()
    {
        using var directory = new TemporaryDirectory();
        using IHost host = Build(options => options.UseFileSystem(directory.Path));
        await host.StartAsync();
        IStorageDriver driver = host.Services.GetRequiredService<IStorageDriver>();
        await driver.CreateProjectAsync("p_demo");
        AppendLog<RunEvent> log = driver.Project("p_demo").Log<RunEvent>();
        Task<bool>[] appends = [.. Enumerable.Range(0, 200).Select(number => Task.Run(() => AppendAsync(log, number)))];

        await Eventually.TrueAsync(() => appends.Any(static append => append.IsCompleted));
        await host.StopAsync();

        int acknowledged = (await Task.WhenAll(appends)).Count(static wasAppended => wasAppended);
        Assert.Equal(acknowledged, (await File.ReadAllLinesAsync(directory.Log("history"))).Length);
    }

    [Fact]
    public void Endpoints_without_the_services_say_what_is_missing()
    {
        WebApplication app = WebApplication.CreateSlimBuilder().Build();

        Assert.Contains("AddLedgerline", Assert.Throws<InvalidOperationException>(() => app.MapLogEvents<RunEvent>("/{project}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patterns_that_cannot_work_are_refused_where_they_are_written()
    {
        await using TestServer server = await TestServer.StartAsync(static app =>
        {
            Assert.Contains("names no project", Assert.Throws<ArgumentException>(() => app.MapLogEvents<RunEvent>("/events")).Message, StringComparison.Ordinal);
            Assert.Contains("names no document", Assert.Throws<ArgumentException>(() => app.MapDocuments<Thread>("/{project}")).Message, StringComparison.Ordinal);
            Assert.Contains("leave {key} out", Assert.Throws<ArgumentException>(() => app.MapDocument<Settings>("/{project}/{key}")).Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => app.MapLogEvents("/{project}", "a.b"));
        });
    }

    [Fact]
    public async Task A_group_may_name_the_project_and_the_key()
    {
        await using TestServer server = await TestServer.StartAsync(static app =>
        {
            RouteGroupBuilder run = app.MapGroup("/projects/{project}/runs/{key}");
            run.MapLogEvents<RunEvent>("events");
            run.MapDocuments<Thread>("thread");
            run.MapDocument<Settings>("settings");
            app.MapGroup("/nothing").MapLogEvents<RunEvent>("events");
        });
        await server.Project.Log<RunEvent>("r1").AppendAsync(new RunEvent.Started("a"));

        using EventClient client = await EventClient.ConnectAsync(server, "/projects/p_demo/runs/r1/events?since=0");
        Assert.Equal(1, (await client.NextAsync())!.Seq);
        using HttpResponseMessage thread = await server.Client.PutAsync("/projects/p_demo/runs/r1/thread", Json("""{"title":"t"}"""));
        using HttpResponseMessage settings = await server.Client.PutAsync("/projects/p_demo/runs/r1/settings", Json("""{"isDark":true}"""));
        Assert.IsType<KvGetResult<Thread>.Found>(await server.Project.Kv<Thread>().GetAsync("r1"));
        Assert.IsType<KvGetResult<Settings>.Found>(await server.Project.Document<Settings>().GetAsync());
        using HttpResponseMessage nothing = await server.Client.GetAsync("/nothing/events");
        Assert.Equal(500, (int)nothing.StatusCode);
    }

    private static StringContent Json(string text) => new(text, null, "application/json");

    private static async Task<bool> AppendAsync(AppendLog<RunEvent> log, int number)
    {
        try
        {
            await log.AppendAsync(new RunEvent.Started($"{number}"));
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    private static IHost Build(params (string Name, string Value)[] settings) => Build(services => services.AddLedgerline(Section(settings)));

    private static IHost Build(Action<LedgerlineOptions> configure) => Build(services => services.AddLedgerline(configure));

    private static IHost Build(Action<IServiceCollection> add)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        add(builder.Services);
        return builder.Build();
    }

    private static IConfigurationSection Section(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create($"Ledgerline:{setting.Name}", (string?)setting.Value)))
        .Build()
        .GetSection("Ledgerline");
}
