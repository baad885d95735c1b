using Microsoft.AspNetCore.Builder;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>What clients are told of damage: that there is some, and where, and everything behind it.</summary>
public sealed class DamageTests
{
    private const string Path = "/runs/p_demo";

    [Fact]
    public async Task Damage_is_told_without_a_path_and_passed_over()
    {
        using var directory = new TemporaryDirectory();
        await using TestServer server = await StartAsync(directory);
        AppendLog<RunEvent> log = server.Project.Log<RunEvent>();
        foreach (RunEvent entry in Numbered.Entries(8))
        {
            await log.AppendAsync(entry);
        }

        string[] lines = await File.ReadAllLinesAsync(directory.Log("history"));
        lines[2] = "not an entry";
        lines[4] = "nor this";
        lines[5] = "nor that";
        await File.WriteAllLinesAsync(directory.Log("history"), lines);

        using EventClient client = await EventClient.ConnectAsync(server, Path + "?since=0");

        IReadOnlyList<ServerEvent> events = await client.TakeAsync(7);
        Assert.Equal([1, 2, 2, 4, 4, 7, 8], events.Select(static each => each.Seq));
        foreach ((int place, int seq) in new[] { (2, 3), (4, 5) })
        {
            Assert.Equal("log.corrupt", events[place].Name);
            Assert.StartsWith($$"""{"seq":{{seq}},"cause":""", events[place].Data, StringComparison.Ordinal);
            Assert.DoesNotContain(directory.Path, events[place].Data, StringComparison.Ordinal);
            Assert.DoesNotContain("history", events[place].Data, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Damage_that_comes_while_clients_follow_is_told_once_and_who_returns_behind_it_gets_nothing_twice()
    {
        using var directory = new TemporaryDirectory();
        await using TestServer server = await StartAsync(directory);
        await server.Project.Log<RunEvent>().AppendBatchAsync(Numbered.Entries(2));
        using EventClient client = await EventClient.ConnectAsync(server, Path + "?since=0");
        await client.TakeAsync(2);

        // In one write, as another program would that keeps no rule.
        await File.AppendAllTextAsync(directory.Log("history"), $"not an entry\n{Line(4)}{Line(5)}");

        IReadOnlyList<ServerEvent> events = await client.TakeAsync(3);
        Assert.Equal([2, 4, 5], events.Select(static each => each.Seq));
        Assert.Equal(["log.corrupt", "started", "started"], events.Select(static each => each.Name));
        Assert.StartsWith("""{"seq":3,"cause":""", events[0].Data, StringComparison.Ordinal);
        using EventClient returned = await EventClient.ConnectAsync(server, Path, "4");
        Assert.Equal(5, (await returned.NextAsync())!.Seq);
    }

    private static string Line(int seq) => $$$"""{"seq":{{{seq}}},"ts":{{{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}}},"data":{"kind":"started","name":"{{{seq}}}"}}{{{'\n'}}}""";

    private static Task<TestServer> StartAsync(TemporaryDirectory directory) =>
        TestServer.StartAsync(static app => app.MapLogEvents<RunEvent>("/runs/{project}"), options => options.UseFileSystem(directory.Path));
}
