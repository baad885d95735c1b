using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Results;

/// <summary>The median of the rounds' own ratios, which drift of the machine moves less than the quotient of medians.</summary>
/// <param name="Median">The median.</param>
/// <param name="Low">Of the middle half of the rounds, the least.</param>
/// <param name="High">Of the middle half of the rounds, the most.</param>
internal sealed record Spread(double Median, double Low, double High)
{
    public static Spread Of(IReadOnlyCollection<double> ratios) => new(
        Amount.Significant(Samples.Median(ratios), 6),
        Amount.Significant(Samples.Quantile(ratios, 0.25), 6),
        Amount.Significant(Samples.Quantile(ratios, 0.75), 6));

    public override string ToString() =>
        Low == High ? Amount.Number(Median) : $"{Amount.Number(Median)} ({Amount.Number(Low)}–{Amount.Number(High)})";
}
