using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Results;

/// <summary>Us beside one peer.</summary>
/// <param name="Peer">Who.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The median of what it came to, in the row's unit; null where the row failed.</param>
/// <param name="Ratio">How we compare; null where the row failed.</param>
/// <param name="Goal">What the ratio should come to, or null.</param>
/// <param name="Pass">Whether it does; null where there is no goal.</param>
internal sealed record Comparison(
    string Peer, ContenderKind Kind, double? Value, Spread? Ratio, Goal? Goal, bool? Pass)
{
    /// <summary>
    /// The value of ours at which the goal would just be met, by the ratio of the rounds and not by the peer's median, so
    /// that it never contradicts <see cref="Pass"/>; null where there is no goal or no result.
    /// </summary>
    public double? Needed(Quantity quantity, double? ours)
    {
        if (Goal is not { } goal || Ratio is not { Median: > 0 } ratio)
        {
            return Kind == ContenderKind.Allowance ? Value * Goal?.Bound : null;
        }

        // How many times as much it might cost us.
        double room = goal.IsAtMost ? goal.Bound / ratio.Median : ratio.Median / goal.Bound;
        return quantity == Quantity.Rate ? ours / room : ours * room;
    }

    /// <summary>What became of the goal.</summary>
    public Verdict Verdict => (Pass, Goal?.Later) switch
    {
        (null, _) => Verdict.NoGoal,
        (true, _) => Verdict.Met,
        (false, null) => Verdict.Missed,
        _ => Verdict.Later,
    };
}
