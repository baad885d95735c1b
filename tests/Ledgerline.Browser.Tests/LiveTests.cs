using System.Diagnostics;
using Ledgerline.Browser.Tests.Browsers;
using Ledgerline.Browser.Tests.Pages;
using Ledgerline.Browser.Tests.Servers;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Ledgerline.Browser.Tests;

[Collection(BrowserCollection.Name)]
public sealed class LiveTests(Chromium chromium, ITestOutputHelper output)
{
    [BrowserFact]
    public async Task An_entry_is_on_the_screen_soon_after_another_process_appended_it()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(5);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await page.ReachesAsync("Live");
        List<double> seen = [];
        for (int n = 6; n <= 25; n++)
        {
            long began = Stopwatch.GetTimestamp();
            await log.AppendAsync(1);
            await page.ShowsAsync(n);
            seen.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        await Assertions.Expect(page.Tab.Locator("#f-p50")).Not.ToHaveTextAsync("–");
        seen.Sort();
        output.WriteLine(
            $"append to paint, as the page tells: p50 {await page.Tab.Locator("#f-p50").TextContentAsync()}, p99 {await page.Tab.Locator("#f-p99").TextContentAsync()}; "
            + $"with the test's looking: median {seen[10]:F0} ms, longest {seen[^1]:F0} ms");
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task Completion_is_shown_and_nobody_returns()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(5);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await page.ReachesAsync("Live");
        int requests = 0;
        await log.AppendAsync(1);
        await log.Log.CompleteAsync();
        await page.ReachesAsync("Completed");
        page.Tab.Request += (_, _) => Interlocked.Increment(ref requests);
        await LogPage.TellsAsync(page.Notes.Last, "nothing comes after 6");
        await page.ShowsAsync(6);
        await server.KillAsync();
        await server.StartAsync();

        // Longer than a client that returns would wait: the server's retry is half a second.
        await page.Tab.WaitForTimeoutAsync(3_000);
        Assert.Equal(0, requests);
        await page.ReachesAsync("Completed");
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task A_log_that_was_completed_before_is_shown_as_that()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(5);
        await log.Log.CompleteAsync();
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await page.ReachesAsync("Completed");
        Assert.Equal([1L, 2, 3, 4, 5], (await page.ReadAllAsync()).Select(row => row.Seq));
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task Damage_is_told_and_what_is_behind_it_is_shown()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(9);
        string file = Path.Combine(log.Root, "projects", LogUnderTest.ProjectId, ".meta", "history.jsonl");
        string[] lines = await File.ReadAllLinesAsync(file);
        lines[4] = lines[4].Replace("entry", "fraud", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, string.Join('\n', lines) + "\n");
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await LogPage.TellsAsync(page.Notice, "damaged after 4");
        await page.ShowsAsync(9);
        Assert.Equal([1L, 2, 3, 4, 6, 7, 8, 9], (await page.ReadAllAsync()).Select(row => row.Seq));
        Assert.Empty(page.Complaints);
    }
}
