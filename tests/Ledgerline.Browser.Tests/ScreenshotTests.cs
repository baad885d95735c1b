using System.Runtime.CompilerServices;
using Ledgerline.Browser.Tests.Browsers;
using Ledgerline.Browser.Tests.Pages;
using Ledgerline.Browser.Tests.Servers;
using Microsoft.Playwright;

namespace Ledgerline.Browser.Tests;

/// <summary>
/// Records this machine and takes the page's picture in light and dark: into docs/images with LEDGERLINE_UPDATE_DOCS=1, which
/// records for two minutes first, else beside the tests.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class ScreenshotTests(Chromium chromium)
{
    private static readonly bool IsForDocs = Environment.GetEnvironmentVariable("LEDGERLINE_UPDATE_DOCS") == "1";

    [BrowserFact]
    public async Task This_machine_is_recorded_and_shown_in_light_and_dark()
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory("ledgerline-browser-");
        try
        {
            await using LiveLogServer server = await LiveLogServer.StartAsync(root.FullName, records: true);
            foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await using LogPage page = await LogPage.OpenAsync(
                    chromium, server, "", new() { ColorScheme = scheme, ViewportSize = new() { Width = 1280, Height = 800 } });
                await page.ReachesAsync("Live");
                await page.Tab.Locator("#entries .row:not([hidden])", new() { HasText = "busiest" }).Last.WaitForAsync();
                await Assertions.Expect(page.Tab.Locator("#f-p50")).Not.ToHaveTextAsync("–");
                if (IsForDocs && scheme == ColorScheme.Light)
                {
                    await page.Tab.WaitForTimeoutAsync(120_000);
                }

                // What one process did, in full, beside the list as it goes on.
                await page.Tab.Locator("#entries .row:not([hidden])", new() { HasText = "busiest" }).Last.EvaluateAsync("row => row.click()");
                await page.Tab.Locator("#catch-up").EvaluateAsync("button => button.click()");
                byte[] picture = await page.Tab.ScreenshotAsync(new() { Path = Path.Combine(Target(), $"livelog-{scheme.ToString().ToLowerInvariant()}.png") });
                Assert.InRange(picture.Length, 10_000, 300_000);
                Assert.Empty(page.Complaints);
            }
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static string Target([CallerFilePath] string source = "") => Directory.CreateDirectory(IsForDocs
        ? Path.Combine(Path.GetDirectoryName(source)!, "../../docs/images")
        : Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;
}
