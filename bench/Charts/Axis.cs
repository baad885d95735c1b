using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Results;

namespace Ledgerline.Bench.Charts;

/// <summary>Where values lie between 0 and 1: evenly from 0, or by powers of ten where they are too far apart for that.</summary>
internal sealed class Axis
{
    /// <summary>How many times the least value the greatest may be on an even axis.</summary>
    public const double EvenRange = 50;

    private const int TicksWanted = 4;
    private static readonly double[] Steps = [1, 2, 2.5, 5, 10];

    private readonly double _start;
    private readonly double _end;

    private Axis(bool isLogarithmic, double start, double end, IReadOnlyList<double> ticks)
    {
        IsLogarithmic = isLogarithmic;
        _start = start;
        _end = end;
        Ticks = ticks;
    }

    public bool IsLogarithmic { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <param name="quantity">What the values are; it has the units in which ticks are round.</param>
    /// <param name="values">The values that must have a place, all above 0.</param>
    public static Axis For(Quantity quantity, IReadOnlyCollection<double> values)
    {
        double most = values.DefaultIfEmpty(1).Max();
        return most > EvenRange * values.DefaultIfEmpty(1).Min() ? Logarithmic(values.Min(), most) : Even(quantity, most);
    }

    /// <summary>The place of a value, from 0 to 1.</summary>
    public double Place(double value) => IsLogarithmic
        ? Math.Max(0, (Math.Log10(value) - Math.Log10(_start)) / (Math.Log10(_end) - Math.Log10(_start)))
        : value / _end;

    private static Axis Even(Quantity quantity, double most)
    {
        double unit = Amount.UnitOf(quantity, most).Size;
        double least = most / unit / TicksWanted;
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        double step = Steps.First(step => step * power >= least * (1 - 1e-9)) * power * unit;
        int count = (int)Math.Ceiling((most / step) - 1e-9);
        return new(false, 0, count * step, [.. Enumerable.Range(0, count + 1).Select(i => i * step)]);
    }

    private static Axis Logarithmic(double least, double most)
    {
        // A little room before the least value, or its bar would have no length.
        int first = (int)Math.Floor(Math.Log10(least / 1.5));
        int last = (int)Math.Ceiling(Math.Log10(most) - 1e-9);
        double start = Math.Pow(10, first);
        double end = Math.Pow(10, last);
        return new(true, start, end, [.. Enumerable.Range(first, last - first + 1).Select(power => Math.Pow(10, power))]);
    }
}
