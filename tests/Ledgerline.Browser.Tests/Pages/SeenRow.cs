namespace Ledgerline.Browser.Tests.Pages;

/// <summary>What a row of the list shows.</summary>
internal sealed class SeenRow
{
    public long Seq { get; set; }

    public string Text { get; set; } = "";
}
