using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Charts;

/// <summary>Bars that share an axis.</summary>
/// <param name="Title">What they compare.</param>
/// <param name="Quantity">What the axis measures.</param>
/// <param name="Ours">Our value, a line through all bars; null where every bar is ours.</param>
/// <param name="Bars">The bars, from the top.</param>
internal sealed record Panel(string Title, Quantity Quantity, double? Ours, IReadOnlyList<Bar> Bars)
{
    /// <summary>Every value that the axis must reach.</summary>
    public IEnumerable<double> Values =>
        Bars.SelectMany(bar => new[] { bar.Value, bar.Needed }).OfType<double>().Where(value => value > 0);

    public string Unit => Quantity switch
    {
        Quantity.Rate => "entries per second, more is better",
        Quantity.Latency => "time, less is better",
        Quantity.Memory => "memory, less is better",
        _ => "number, less is better",
    };

    /// <summary>The panel in words.</summary>
    public string Description => $"{Title} ({Unit}): {string.Join("; ", Bars.Select(bar => bar.Description))}.";
}
