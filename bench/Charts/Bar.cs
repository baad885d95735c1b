using Ledgerline.Bench.Results;

namespace Ledgerline.Bench.Charts;

/// <summary>One bar, and what beside it says how we compare.</summary>
/// <param name="Label">Whose it is.</param>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Value">Its length; null where there is no result.</param>
/// <param name="Shown">The value with its unit.</param>
/// <param name="Needed">The value of ours at which the goal is met; null where there is none.</param>
/// <param name="Verdict">What became of the goal.</param>
/// <param name="Remark">The ratio and the goal in words; empty where nothing is compared.</param>
internal sealed record Bar(
    string Label, BarKind Kind, double? Value, string Shown, double? Needed, Verdict Verdict, string Remark)
{
    /// <summary>The bar in words.</summary>
    public string Description => string.Join(", ", new[] { $"{Label} {Shown}", Remark, Outcome }.Where(part => part.Length > 0));

    private string Outcome => Verdict switch
    {
        Verdict.Met => "met",
        Verdict.Missed => "missed",
        Verdict.Later => "missed, the goal of later work",
        _ => "",
    };
}
