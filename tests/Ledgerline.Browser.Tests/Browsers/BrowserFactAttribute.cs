namespace Ledgerline.Browser.Tests.Browsers;

/// <summary>A test in a real browser; skipped, with the reason, where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Obstacle is { } obstacle)
        {
            Skip = $"SKIPPED: {obstacle}.";
        }
    }
}
