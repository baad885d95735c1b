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
    /// <summary>What our value must reach, or not exceed, beside this peer; null where there is no goal or no value.</summary>
    public double? Needed(Quantity quantity) => (Goal, Value) switch
    {
        ({ } goal, { } value) => goal.IsAtMost == (quantity == Quantity.Rate) ? value / goal.Bound : value * goal.Bound,
        _ => null,
    };

    public Verdict Verdict => (Pass, Goal?.Later) switch
    {
        (null, _) => Verdict.NoGoal,
        (true, _) => Verdict.Met,
        (false, null) => Verdict.Missed,
        _ => Verdict.Later,
    };
}
