namespace Ledgerline.Browser.Tests.Browsers;

/// <summary>Tests that share one browser, one after another: each has a server and a page of its own.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}
