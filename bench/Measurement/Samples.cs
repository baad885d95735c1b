namespace Ledgerline.Bench.Measurement;

/// <summary>Statistics of repeated measurements.</summary>
internal static class Samples
{
    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    /// <summary>The value that a share of all do not exceed, interpolated between neighbours.</summary>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        double place = share * (sorted.Length - 1);
        double below = sorted[(int)place];
        double above = sorted[(int)Math.Ceiling(place)];
        return below + ((above - below) * (place - (int)place));
    }

    /// <summary>The value that 99 of 100 do not exceed.</summary>
    public static double Percentile99(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)Math.Ceiling(sorted.Length * 0.99) - 1];
    }
}
