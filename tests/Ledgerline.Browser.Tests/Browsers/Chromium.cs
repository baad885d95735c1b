using Ledgerline.Browser.Tests.Pages;
using Microsoft.Playwright;

namespace Ledgerline.Browser.Tests.Browsers;

/// <summary>The machine's own Chromium, one for all tests; nothing is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string? Executable = new[]
    {
        Environment.GetEnvironmentVariable("LEDGERLINE_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
    }.FirstOrDefault(File.Exists);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Why there is no browser to test with; null where there is one.</summary>
    public static string? Obstacle => Executable is null
        ? "there is no Chromium: install Debian's package chromium, or name one in LEDGERLINE_CHROMIUM"
        : null;

    internal IBrowser Browser => _browser!;

    public async Task InitializeAsync()
    {
        if (Obstacle is not null)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(LogPage.Limit);
        _playwright = await Playwright.CreateAsync();
        // Root has no sandbox; a container's /dev/shm is small.
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
            Timeout = 120_000,
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
