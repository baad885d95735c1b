using Ledgerline.Browser.Tests.Browsers;
using Ledgerline.Browser.Tests.Servers;
using Microsoft.Playwright;

namespace Ledgerline.Browser.Tests.Pages;

/// <summary>The sample's page in a tab of its own, as somebody sees and uses it.</summary>
internal sealed class LogPage : IAsyncDisposable
{
    public const float Limit = 60_000;

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private LogPage(IBrowserContext context, IPage tab)
    {
        _context = context;
        Tab = tab;
        tab.SetDefaultTimeout(Limit);
        tab.PageError += (_, error) => Complain($"error: {error}");
        tab.Console += (_, message) =>
        {
            // The browser itself tells of each connection that a killed server refused.
            if (message.Type is "error" or "warning" && !message.Text.Contains("net::ERR_", StringComparison.Ordinal))
            {
                Complain($"console {message.Type}: {message.Text}");
            }
        };
    }

    /// <summary>High, so that one look takes in many rows.</summary>
    public static BrowserNewContextOptions Tall => new() { ViewportSize = new() { Width = 1000, Height = 2600 } };

    public IPage Tab { get; }

    public ILocator List => Tab.GetByRole(AriaRole.Listbox, new() { Name = "Log entries" });

    public ILocator Rows => Tab.Locator("#entries .row:not([hidden])");

    public ILocator Notes => Tab.Locator("#entries .note-row:not([hidden])");

    public ILocator Notice => Tab.Locator("#notice-text");

    public ILocator State => Tab.Locator("#state-text");

    /// <summary>What the console, uncaught errors, and the content security policy complained of.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
            {
                return [.. _complaints];
            }
        }
    }

    public static async Task<LogPage> OpenAsync(
        Chromium chromium, LiveLogServer server, string query = $"project={LogUnderTest.ProjectId}&log=history", BrowserNewContextOptions? options = null)
    {
        IBrowserContext context = await chromium.Browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        var page = new LogPage(context, await context.NewPageAsync());
        await page.Tab.GotoAsync($"{server.Address}/?{query}");
        return page;
    }

    public ILocator Row(long seq) => Tab.Locator($"#entries .row:not([hidden])[data-seq='{seq}']");

    public ILocator Chip(string kind) => Tab.Locator($"#kinds [data-kind='{kind}']");

    public Task ShowsAsync(long seq) => Assertions.Expect(Row(seq)).ToBeInViewportAsync();

    public Task ShowsSelectedAsync(long seq) =>
        Assertions.Expect(Tab.Locator($"#entries .row[aria-selected='true'][data-seq='{seq}']")).ToBeInViewportAsync();

    public Task ReachesAsync(string state) => TellsAsync(State, state);

    public static Task TellsAsync(ILocator where, string text) => Assertions.Expect(where).ToContainTextAsync(text);

    public async Task JumpAsync(string where)
    {
        await Tab.Locator("#jump").FillAsync(where);
        await Tab.Locator("#jump").PressAsync("Enter");
    }

    public async Task FilterAsync(string text) => await Tab.Locator("#filter").FillAsync(text);

    /// <summary>Scrolls from end to end and reads what every row shows: the number and the line, in the order of the rows.</summary>
    public async Task<IReadOnlyList<SeenRow>> ReadAllAsync() => await Tab.EvaluateAsync<SeenRow[]>(
        """
        async () => {
          const box = document.getElementById('entries');
          const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
          const seen = new Map();
          box.scrollTop = 0;
          for (let before = -1; before !== box.scrollTop;) {
            await frame();
            for (const row of box.querySelectorAll('.row:not([hidden])')) {
              if (row.dataset.seq) seen.set(Number(row.dataset.at), { seq: Number(row.dataset.seq), text: row.querySelector('.text').textContent });
            }
            before = box.scrollTop;
            box.scrollTop += box.clientHeight;
          }
          return [...seen].sort((a, b) => a[0] - b[0]).map(([, row]) => row);
        }
        """);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Complain(string what)
    {
        lock (_complaints)
        {
            _complaints.Add(what);
        }
    }
}
