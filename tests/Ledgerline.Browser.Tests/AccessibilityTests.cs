using Ledgerline.Browser.Tests.Browsers;
using Ledgerline.Browser.Tests.Pages;
using Ledgerline.Browser.Tests.Servers;
using Microsoft.Playwright;

namespace Ledgerline.Browser.Tests;

[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(Chromium chromium)
{
    // The contrast of each text against what is behind it, where that is a plain colour, by the formula of WCAG 2.
    private const string PoorContrast =
        """
        () => {
          const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return canvas.getImageData(0, 0, 1, 1).data; };
          const light = colour => { const [r, g, b] = [...rgba(colour)].map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (rgba(c)[3] === 255) return c; } return 'white'; };
          const poor = [];
          for (const e of document.querySelectorAll('body *')) {
            if (!e.checkVisibility() || e.closest('.unseen, .skip') || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
            const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            if (ratio < 4.5) poor.push(`${e.tagName}.${e.className} "${e.textContent.slice(0, 30)}" ${ratio.toFixed(2)}`);
          }
          return poor;
        }
        """;

    [BrowserFact]
    public async Task Everything_has_a_role_and_a_name()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(60);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await page.ShowsAsync(60);
        await Assertions.Expect(page.Tab.Locator("html")).ToHaveAttributeAsync("lang", "en");
        foreach ((AriaRole role, string name) in new[]
        {
            (AriaRole.Main, ""), (AriaRole.Banner, ""), (AriaRole.Combobox, "Log"), (AriaRole.Searchbox, "Filter by text"),
            (AriaRole.Textbox, "Go to a seq or a time, such as 4711, 14:03:22 or -5m"), (AriaRole.Toolbar, "What is shown"),
            (AriaRole.Group, "Kinds"), (AriaRole.Group, "Time shown"), (AriaRole.Listbox, "Log entries"),
            (AriaRole.Slider, "Activity over time: arrows choose a moment, Enter goes there"), (AriaRole.Button, "Turn dark"),
            (AriaRole.Button, "Keys"), (AriaRole.Button, "Pause"), (AriaRole.Region, "Activity"), (AriaRole.Region, "Entries"),
        })
        {
            await Assertions.Expect(page.Tab.GetByRole(role, name.Length == 0 ? null : new() { Name = name, Exact = true })).ToHaveCountAsync(1);
        }

        ILocator last = page.Tab.GetByRole(AriaRole.Option).Last;
        await Assertions.Expect(page.Row(60)).ToHaveAttributeAsync("aria-posinset", "60");
        await Assertions.Expect(page.Row(60)).ToHaveAttributeAsync("aria-setsize", "60");
        await Assertions.Expect(last).ToBeVisibleAsync();
        Assert.Equal(0, await page.Tab.EvaluateAsync<int>(
            "() => [...document.querySelectorAll('button, input, select, canvas')].filter(e => e.checkVisibility() && !(e.ariaLabel || e.textContent.trim() || e.labels?.length)).length"));

        // What happens is said, politely.
        await page.FilterAsync("number 6");
        await LogPage.TellsAsync(page.Tab.Locator("[role=status][aria-live=polite]"), "rows match");
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task The_focus_goes_through_the_page_in_order_and_is_seen()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(10);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await page.ShowsAsync(10);
        await LogPage.TellsAsync(page.Chip("tock"), "5");
        List<string> order = [];
        for (int i = 0; i < 15; i++)
        {
            await page.Tab.Keyboard.PressAsync("Tab");
            order.Add(await page.Tab.EvaluateAsync<string>(
                "() => { const e = document.activeElement; const s = getComputedStyle(e.id === 'entries' ? e.closest('.frame') : e); return (e.id || e.dataset.kind || e.className || e.textContent) + (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2 ? ' without outline' : ''); }"));
        }

        Assert.Equal(
            ["skip", "log", "theme", "help", "2 min", "15 min", "2 h", "All", "canvas", "tick", "tock", "filter", "jump", "pause", "entries"], order);
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task Contrast_suffices_in_light_and_in_dark_and_nothing_sticks_out_at_360_pixels()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(60);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (int width in new[] { 1280, 360 })
            {
                await using LogPage page = await LogPage.OpenAsync(
                    chromium, server, options: new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = 740 } });
                await LogPage.TellsAsync(page.Chip("tock"), "30");
                await page.Chip("tick").EvaluateAsync("chip => chip.click()");
                await page.Tab.Locator("#entries .row:not([hidden])").Last.EvaluateAsync("row => row.click()");
                await Assertions.Expect(page.Tab.Locator("#details")).ToBeVisibleAsync();
                Assert.Empty(await page.Tab.EvaluateAsync<string[]>(PoorContrast));
                Assert.InRange(await page.Tab.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, width);
                Assert.InRange(await page.Rows.CountAsync(), 1, 100);
                Assert.Empty(page.Complaints);
            }
        }
    }
}
