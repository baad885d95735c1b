namespace Ledgerline.AspNetCore.Tests;

/// <summary>Entries that say which they are.</summary>
internal static class Numbered
{
    public static IEnumerable<RunEvent> Entries(int count, int first = 1, int padding = 0)
    {
        string pad = new('.', padding);
        return Enumerable.Range(first, count).Select(number => new RunEvent.Started($"{number}{pad}"));
    }
}
