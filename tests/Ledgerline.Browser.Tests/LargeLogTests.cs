using Ledgerline.Browser.Tests.Browsers;
using Ledgerline.Browser.Tests.Pages;
using Ledgerline.Browser.Tests.Servers;
using Xunit.Abstractions;

namespace Ledgerline.Browser.Tests;

[Collection(BrowserCollection.Name)]
public sealed class LargeLogTests(Chromium chromium, ITestOutputHelper output)
{
    private const int Entries = 100_000;

    [BrowserFact]
    public async Task Of_a_hundred_thousand_entries_only_what_is_seen_is_in_the_page()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(Entries);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server, $"project={LogUnderTest.ProjectId}&log=history&since=0");
        await page.ShowsAsync(Entries);
        await LogPage.TellsAsync(page.Tab.Locator("#f-held"), "100,000");

        // From end to end, in steps that are no multiple of a row: each row in view shows what belongs at its place.
        double[] frames = await page.Tab.EvaluateAsync<double[]>(
            """
            async () => {
              const box = document.getElementById('entries');
              const row = parseFloat(getComputedStyle(box).getPropertyValue('--row'));
              const frame = () => new Promise(done => requestAnimationFrame(done));
              const most = box.scrollHeight - box.clientHeight;
              const lengths = [];
              for (let step = 0; step <= 120; step++) {
                box.scrollTop = most * step / 120;
                const began = performance.now();
                await frame();
                lengths.push(performance.now() - began);
                await frame();
                const seen = new Map([...box.querySelectorAll('.row:not([hidden])')].map(r => [Number(r.dataset.at), r]));
                const first = Math.floor(box.scrollTop / row), last = Math.min(99999, Math.floor((box.scrollTop + box.clientHeight - 1) / row));
                for (let at = first; at <= last; at++) {
                  const shown = seen.get(at);
                  const place = shown && Math.round(shown.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop);
                  if (!shown || Number(shown.dataset.seq) !== at + 1 || Math.abs(place - at * row) > 1
                    || !shown.querySelector('.text').textContent.trimEnd().endsWith(`entry number ${at + 1}`)) {
                    throw new Error(`step ${step}: at ${at} stands ${shown?.textContent ?? 'nothing'} at ${place}`);
                  }
                }
                if (seen.size > 100) throw new Error(`step ${step}: ${seen.size} rows`);
              }
              return lengths.sort((a, b) => a - b);
            }
            """);
        int elements = await page.Tab.EvaluateAsync<int>("() => document.querySelectorAll('#entries .row').length");
        Assert.InRange(elements, 10, 100);
        output.WriteLine(
            $"replayed {await page.Tab.Locator("#f-replayed").TextContentAsync()} {await page.Tab.Locator("#f-replay-time").TextContentAsync()}; "
            + $"{elements} rows in the DOM; a frame after a scroll: median {frames[frames.Length / 2]:F1} ms, p99 {frames[frames.Length * 99 / 100]:F1} ms");

        await page.JumpAsync("54321");
        await page.ShowsSelectedAsync(54_321);
        await page.FilterAsync("number 9999");
        await page.Tab.Locator("#entries .row:not([hidden])[data-seq='99999']").WaitForAsync();
        Assert.Equal([9_999L, .. Enumerable.Range(99_990, 10).Select(n => (long)n)], (await page.ReadAllAsync()).Select(row => row.Seq));
        Assert.Empty(page.Complaints);
    }
}
