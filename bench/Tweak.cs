namespace Ledgerline.Bench;

/// <summary>The entry that every row stores: a line of about 110 bytes.</summary>
[AppendLog("tweaks")]
public sealed partial record Tweak(string Kind, string File, string Turn, int N)
{
    /// <summary>The entry of a number, which it carries, so that what was stored can be told from what was not.</summary>
    public static Tweak Number(int n) => new("tweak", "src/app/main.tsx", $"turn{n % 1000:000}", n);

    /// <summary>The entries of the numbers from 1.</summary>
    public static Tweak[] UpTo(int count) => [.. Enumerable.Range(1, count).Select(Number)];
}
