namespace Ledgerline.Bench;

/// <summary>The entry that every row stores: a line of about 110 bytes.</summary>
[AppendLog("tweaks")]
public sealed partial record Tweak(string Kind, string File, string Turn, int N)
{
    public static Tweak Number(int n) => new("tweak", "src/app/main.tsx", $"turn{n % 1000:000}", n);
}
