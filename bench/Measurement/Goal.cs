using System.Globalization;

namespace Ledgerline.Bench.Measurement;

/// <summary>What the comparison with a peer should come to.</summary>
/// <param name="Bound">The bound of the ratio.</param>
/// <param name="IsAtMost">Whether the ratio is of costs, ours to the peer's, and should not exceed the bound; otherwise
/// it is of speeds, and should reach it.</param>
internal sealed record Goal(double Bound, bool IsAtMost)
{
    /// <summary>Of what later work the goal is, which no run fails for yet; null where it counts today.</summary>
    public string? Later { get; init; }

    /// <summary>We should be at least so many times as fast.</summary>
    public static Goal AtLeast(double bound) => new(bound, IsAtMost: false);

    /// <summary>We may cost at most so many times as much.</summary>
    public static Goal AtMost(double bound) => new(bound, IsAtMost: true);

    public double Ratio(double ours, double theirs) => IsAtMost ? ours / theirs : theirs / ours;

    public bool IsMet(double ratio) => IsAtMost ? ratio <= Bound : ratio >= Bound;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsAtMost ? "≤" : "≥")} {Bound:0.##}{(Later is null ? "" : $" ({Later})")}");
}
