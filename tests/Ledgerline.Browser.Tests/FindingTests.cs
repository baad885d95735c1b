using Ledgerline.Browser.Tests.Browsers;
using Ledgerline.Browser.Tests.Pages;
using Ledgerline.Browser.Tests.Servers;
using Microsoft.Playwright;

namespace Ledgerline.Browser.Tests;

[Collection(BrowserCollection.Name)]
public sealed class FindingTests(Chromium chromium)
{
    [BrowserFact]
    public async Task Kinds_and_text_filter_what_is_shown_and_what_comes()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(120);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await LogPage.TellsAsync(page.Chip("tick"), "60");
        await page.Chip("tick").ClickAsync();
        Assert.Equal(Enumerable.Range(1, 60).Select(n => n * 2L), (await page.ReadAllAsync()).Select(row => row.Seq));

        await page.FilterAsync("NUMBER 11");
        await Assertions.Expect(page.Rows).ToHaveCountAsync(5);
        Assert.Equal([110L, 112, 114, 116, 118], (await page.ReadAllAsync()).Select(row => row.Seq));

        await page.FilterAsync("number 12");
        await page.ShowsAsync(12);
        await log.AppendAsync(3);
        await page.ShowsAsync(122);
        Assert.Equal([12L, 120, 122], (await page.ReadAllAsync()).Select(row => row.Seq));

        await page.FilterAsync("nothing has this");
        await LogPage.TellsAsync(page.Tab.Locator("#empty"), "No entry matches the filter.");
        await page.FilterAsync("");
        await Assertions.Expect(page.Tab.Locator("#empty")).ToBeHiddenAsync();

        // With Shift only that kind, and once more all of them again.
        await page.Chip("tock").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Assertions.Expect(page.Chip("tick")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Chip("tick").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Assertions.Expect(page.Chip("tock")).ToHaveAttributeAsync("aria-pressed", "false");
        await page.Chip("tick").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Assertions.Expect(page.Chip("tock")).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Equal(123, (await page.ReadAllAsync()).Count);
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task A_pause_holds_the_list_and_counts_what_waits()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(50);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await page.ShowsAsync(50);
        await page.Tab.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await log.AppendAsync(23);
        // What is above the list may take more room at any time.
        await page.Tab.SetViewportSizeAsync(1280, 600);
        ILocator catchUp = page.Tab.Locator("#catch-up");
        await LogPage.TellsAsync(catchUp, "23 waiting");
        await page.ShowsAsync(50);
        Assert.Equal(50, (await page.ReadAllAsync()).Count);
        await catchUp.ClickAsync();
        await page.ShowsAsync(73);
        await log.AppendAsync(1);
        await page.ShowsAsync(74);
        Assert.Equal(74, (await page.ReadAllAsync()).Count);
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task One_goes_to_a_seq_or_a_time_held_here_or_only_on_the_server()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(0);
        DateTimeOffset begin = new(DateTime.Today.AddDays(-1).AddHours(9), DateTimeOffset.Now.Offset);
        await log.Log.ImportAsync(Enumerable.Range(1, 4_000).Select(n =>
            new LogEntry<JsonPayload>(n, begin.AddSeconds(n), JsonPayload.Parse($$"""{"kind":"tick","n":{{n}}}"""))));
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);

        // Its address says that the page begins behind 3,000.
        await using LogPage page = await LogPage.OpenAsync(chromium, server, $"project={LogUnderTest.ProjectId}&log=history&since=3000", LogPage.Tall);
        await page.ShowsAsync(4_000);
        await page.JumpAsync("3333");
        await page.ShowsSelectedAsync(3_333);
        await page.JumpAsync($"{begin.AddSeconds(3_700):yyyy-MM-dd HH:mm:ss}");
        await page.ShowsSelectedAsync(3_700);
        await page.JumpAsync($"{begin.AddSeconds(1_234).AddMilliseconds(-400):yyyy-MM-dd HH:mm:ss.fff}");
        await page.ShowsSelectedAsync(1_234);
        await page.JumpAsync("#7");
        await page.ShowsSelectedAsync(7);
        await page.JumpAsync("4001");
        await LogPage.TellsAsync(page.Tab.Locator("#jump-note"), "4,001 is not there yet: the log ends at 4,000.");
        await page.JumpAsync("yesterday");
        await LogPage.TellsAsync(page.Tab.Locator("#jump-note"), "is understood");

        // From 1, since the server handed over a little more than was asked for.
        Assert.Equal(Enumerable.Range(1, 4_000).Select(n => (long)n), (await page.ReadAllAsync()).Select(row => row.Seq));
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task A_column_of_the_chart_leads_to_its_entries()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(0);
        DateTimeOffset begin = DateTimeOffset.UtcNow.AddHours(-1);
        await log.Log.ImportAsync(Enumerable.Range(1, 600).Select(n =>
            new LogEntry<JsonPayload>(n, begin.AddSeconds(n), JsonPayload.Parse($$"""{"kind":"tick","n":{{n}}}"""))));
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await page.ShowsAsync(600);
        await page.Tab.GetByRole(AriaRole.Button, new() { Name = "All", Exact = true }).ClickAsync();
        ILocator chart = page.Tab.GetByRole(AriaRole.Slider);
        await chart.FocusAsync();
        await chart.PressAsync("Home");
        await Assertions.Expect(chart).ToHaveAttributeAsync("aria-valuetext", new System.Text.RegularExpressions.Regex(@"^\d\d:\d\d:\d\d, [1-9]\d* entries$"));
        await chart.PressAsync("Enter");
        await page.ShowsSelectedAsync(1);
        await chart.FocusAsync();
        await chart.PressAsync("End");
        await chart.PressAsync("ArrowLeft");
        await chart.HoverAsync();
        await Assertions.Expect(page.Tab.Locator("#tip")).ToBeVisibleAsync();
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task Everything_can_be_done_from_the_keyboard()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(200);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(chromium, server);
        await page.ShowsAsync(200);
        IKeyboard keyboard = page.Tab.Keyboard;
        await page.List.FocusAsync();
        await keyboard.PressAsync("Home");
        await page.ShowsSelectedAsync(1);
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("ArrowUp");
        await page.ShowsSelectedAsync(2);
        string? active = await page.List.GetAttributeAsync("aria-activedescendant");
        Assert.Equal("2", await page.Tab.Locator($"#{active}").GetAttributeAsync("data-seq"));
        await keyboard.PressAsync("PageDown");
        await Assertions.Expect(page.Tab.Locator("#entries [aria-selected='true']")).Not.ToHaveAttributeAsync("data-seq", "2");
        await keyboard.PressAsync("PageUp");
        await page.ShowsSelectedAsync(2);
        await keyboard.PressAsync("Enter");
        await LogPage.TellsAsync(page.Tab.Locator("#d-json"), "\"text\": \"entry number 2\"");
        await Assertions.Expect(page.Tab.Locator("#d-json")).ToBeFocusedAsync();
        await keyboard.PressAsync("Escape");
        await Assertions.Expect(page.List).ToBeFocusedAsync();
        await keyboard.PressAsync("End");
        await page.ShowsSelectedAsync(200);

        await keyboard.PressAsync(" ");
        await Assertions.Expect(page.Tab.Locator("#pause")).ToHaveAttributeAsync("aria-pressed", "true");
        await keyboard.PressAsync(" ");
        await Assertions.Expect(page.Tab.Locator("#pause")).ToHaveAttributeAsync("aria-pressed", "false");
        await keyboard.PressAsync("/");
        await keyboard.TypeAsync("number 77");
        await Assertions.Expect(page.Rows).ToHaveCountAsync(1);
        await keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Tab.Locator("#filter")).ToHaveValueAsync("");
        await keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.List).ToBeFocusedAsync();
        await keyboard.PressAsync("g");
        await keyboard.TypeAsync("99");
        await keyboard.PressAsync("Enter");
        await page.ShowsSelectedAsync(99);
        await keyboard.PressAsync("?");
        await Assertions.Expect(page.Tab.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Tab.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await keyboard.PressAsync("t");
        await Assertions.Expect(page.Tab.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task The_selected_entry_is_copied_as_the_file_holds_it()
    {
        await using LogUnderTest log = await LogUnderTest.CreateAsync(3);
        await using LiveLogServer server = await LiveLogServer.StartAsync(log.Root);
        await using LogPage page = await LogPage.OpenAsync(
            chromium, server, options: new() { Permissions = ["clipboard-read", "clipboard-write"] });
        await page.ShowsAsync(3);
        await page.Row(2).ClickAsync();
        await page.Tab.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await LogPage.TellsAsync(page.Tab.Locator("#d-copy"), "Copied");
        string copied = await page.Tab.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        string line = (await File.ReadAllLinesAsync(Path.Combine(log.Root, "projects", LogUnderTest.ProjectId, ".meta", "history.jsonl")))[1];
        Assert.StartsWith(copied[..^1], line, StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }
}
