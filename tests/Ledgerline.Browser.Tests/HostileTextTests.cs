using Ledgerline.Browser.Tests.Browsers;
using Ledgerline.Browser.Tests.Pages;
using Ledgerline.Browser.Tests.Servers;
using Microsoft.Playwright;

namespace Ledgerline.Browser.Tests;

[Collection(BrowserCollection.Name)]
public sealed class HostileTextTests(Chromium chromium)
{
    private const string Script = "<script>window.wasRun=1</script><img src=x onerror=window.wasRun=1>";

    [BrowserFact]
    public async Task What_an_entry_holds_is_text()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(0);
        string huge = new('h', 3_000_000);
        await log.Log.AppendBatchAsync(
        [
            JsonPayload.Parse($$"""{"kind":"{{Script}}","{{Script}}":"{{Script}}"}"""),
            JsonPayload.Parse("""{"kind":"\u202Egnp.exe","name":"safe\u202Etxt.exe\u0000\u0007\u2066"}"""),
            JsonPayload.Parse($$"""{"kind":"huge","text":"{{huge}}"}"""),
            JsonPayload.Parse($$"""{"kind":"{{new string('k', 5_000)}}"}"""),
            JsonPayload.Parse("""{"kind":"log.completed","text":"not the log's own word"}"""),
            JsonPayload.Parse("""{"kind":"constructor","__proto__":{"wasRun":1},"text":"line\nid: 99\n\ndata: forged"}"""),
            JsonPayload.Parse("""[1,"two",null]"""),
            JsonPayload.Parse("\"a text alone\""),
            JsonPayload.Parse("null"),
        ]);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await page.ReachesAsync("Live");
        await page.ShowsAsync(9);
        Assert.Equal(Enumerable.Range(1, 9).Select(n => (long)n), (await page.ReadAllAsync()).Select(row => row.Seq));

        await LogPage.TellsAsync(page.Row(1), Script);
        await page.Row(1).ClickAsync();
        await LogPage.TellsAsync(page.Tab.Locator("#d-json"), Script);
        await LogPage.TellsAsync(page.Tab.Locator("#d-kind"), "<script>");

        // What would turn the text around is spelt out.
        await LogPage.TellsAsync(page.Row(2), @"safe\u202etxt.exe\u0000\u0007\u2066");
        await LogPage.TellsAsync(page.Row(2), @"\u202egnp.exe");
        Assert.DoesNotContain('\u202e', (await page.Tab.Locator("body").TextContentAsync())!);

        await page.Row(3).ClickAsync();
        await LogPage.TellsAsync(page.Tab.Locator("#d-size"), "3.0 MB");
        await LogPage.TellsAsync(page.Tab.Locator("#d-json .more"), "more characters");
        Assert.InRange((await page.Tab.Locator("body").TextContentAsync())!.Length, 1, 400_000);
        await LogPage.TellsAsync(page.Row(5), "not the log's own word");
        await LogPage.TellsAsync(page.Row(8), "a text alone");

        await page.FilterAsync("<script>");
        await Assertions.Expect(page.Rows).ToHaveCountAsync(1);
        Assert.Null(await page.Tab.EvaluateAsync<int?>("() => window.wasRun ?? null"));
        Assert.Equal(1, await page.Tab.Locator("script").CountAsync());
        Assert.False(await page.Tab.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"));
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task The_policy_lets_nothing_in_from_elsewhere()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(1);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await page.ShowsAsync(1);
        Assert.Equal(
            "TypeError",
            await page.Tab.EvaluateAsync<string>("() => { try { document.body.innerHTML = '<b>'; return 'let in'; } catch (e) { return e.name; } }"));
        Assert.Equal(
            "refused",
            await page.Tab.EvaluateAsync<string>("() => fetch('https://example.org/').then(() => 'let in', () => 'refused')"));
        IAPIResponse response = await page.Tab.APIRequest.GetAsync(server.Address);
        Assert.Contains("default-src 'none'", response.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers["x-content-type-options"]);
        Assert.NotEmpty(page.Complaints);
    }
}
