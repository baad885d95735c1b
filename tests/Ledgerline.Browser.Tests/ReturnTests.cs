using Ledgerline.Browser.Tests.Browsers;
using Ledgerline.Browser.Tests.Pages;
using Ledgerline.Browser.Tests.Servers;
using Ledgerline.Tests.FileSystem;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Ledgerline.Browser.Tests;

[Collection(BrowserCollection.Name)]
public sealed class ReturnTests(Chromium chromium, ITestOutputHelper output)
{
    private const int Kills = 10;

    [BrowserFact]
    public async Task A_server_that_is_killed_ten_times_while_another_process_appends_costs_the_page_nothing()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(5);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server, options: LogPage.Tall);
        await page.ReachesAsync("Live");

        // The browser's own client goes through the same, as a page of ten lines would.
        await page.Tab.EvaluateAsync(
            """
            () => {
              window.received = [];
              const source = new EventSource('logs/p_test/history/events?since=0');
              const take = event => window.received.push(Number(event.lastEventId));
              source.addEventListener('message', take);
              source.addEventListener('tick', take);
              source.addEventListener('tock', take);
            }
            """);
        using WorkerProcess appender = WorkerProcess.Start("persist", log.Root, LogUnderTest.ProjectId, "1000000", "other", "Buffered");
        await appender.ReadLineAsync();
        Task drain = Task.Run(async () =>
        {
            await foreach (string unused in appender.ReadLinesAsync())
            {
                _ = unused;
            }
        });
        for (int kill = 1; kill <= Kills; kill++)
        {
            await server.KillAsync();
            await page.ReachesAsync("Connection lost");
            await server.StartAsync();
            await page.ReachesAsync("Live");
            await LogPage.TellsAsync(page.Tab.Locator("#f-losses"), kill == 1 ? "in 1 loss" : $"in {kill} losses");
        }

        appender.Kill();
        await drain;
        long last = (await log.Log.GetInfoAsync()).LastSeq;
        await page.Tab.Locator("#entries").PressAsync("End");
        await page.ShowsAsync(last);
        IReadOnlyList<SeenRow> rows = await page.ReadAllAsync();
        Assert.Equal(Sequence(last), rows.Select(row => row.Seq));

        for (DateTime limit = DateTime.UtcNow.AddSeconds(60); ; await Task.Delay(50))
        {
            long[] received = await page.Tab.EvaluateAsync<long[]>("() => window.received");
            if (received.Length >= last || DateTime.UtcNow > limit)
            {
                Assert.Equal(Sequence(last), received);
                break;
            }
        }

        output.WriteLine($"{last} entries, {await page.Tab.Locator("#f-filled").TextContentAsync()} of them filled in after {Kills} losses");
        Assert.NotEqual("0", await page.Tab.Locator("#f-filled").TextContentAsync());
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task What_arrived_while_away_is_told()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(5);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await page.ReachesAsync("Live");
        await server.KillAsync();
        await page.ReachesAsync("Connection lost");
        await log.AppendAsync(37);
        await server.StartAsync();
        await LogPage.TellsAsync(page.Notice, "37 entries arrived while away");
        await page.ShowsAsync(42);
        Assert.Equal(Sequence(42), (await page.ReadAllAsync()).Select(row => row.Seq));
        Assert.Equal("37", await page.Tab.Locator("#f-filled").TextContentAsync());
        await page.JumpAsync("5");
        await LogPage.TellsAsync(page.Notes.First, "37 entries arrived while away");
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task What_was_truncated_while_away_is_a_gap()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(10);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await page.ReachesAsync("Live");
        await server.KillAsync();
        await log.AppendAsync(20);
        await log.Log.TruncateBeforeAsync(25);
        await server.StartAsync();
        await LogPage.TellsAsync(page.Notice, "Entries 11 to 25 are gone: the log was truncated, and now begins at 26.");
        await page.ShowsAsync(30);
        Assert.Equal([.. Sequence(10), 26, 27, 28, 29, 30], (await page.ReadAllAsync()).Select(row => row.Seq));

        await page.JumpAsync("17");
        await page.ShowsSelectedAsync(26);
        await LogPage.TellsAsync(page.Tab.Locator("#jump-note"), "17 is no longer kept; this is 26.");
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task A_log_that_was_set_back_is_read_anew()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(10);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await page.ReachesAsync("Live");
        await server.KillAsync();
        await log.Log.DeleteAsync();
        await log.AppendAsync(3);
        await server.StartAsync();
        await LogPage.TellsAsync(page.Notice, "it ended at 10 here and ends at 3 now");
        await page.ShowsAsync(3);
        Assert.Equal(Sequence(3), (await page.ReadAllAsync()).Select(row => row.Seq));
        Assert.Empty(page.Complaints);
    }

    private static IEnumerable<long> Sequence(long last) => Enumerable.Range(1, (int)last).Select(n => (long)n);
}
