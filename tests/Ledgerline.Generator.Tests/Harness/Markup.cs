namespace Ledgerline.Generator.Tests.Harness;

/// <summary>Source in which <c>[|</c> and <c>|]</c> mark the place of a diagnostic.</summary>
internal static class Markup
{
    public static (string Source, string Marked, int Start) Parse(string markup)
    {
        int start = markup.IndexOf("[|", StringComparison.Ordinal);
        int end = markup.IndexOf("|]", StringComparison.Ordinal);
        return (markup.Remove(end, 2).Remove(start, 2), markup[(start + 2)..end], start);
    }
}
