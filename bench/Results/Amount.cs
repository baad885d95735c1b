using System.Globalization;
using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Results;

/// <summary>Measured values as people read them.</summary>
internal static class Amount
{
    private static readonly (double Size, string Name)[] Rates = [(1, "/s"), (1e3, "k/s"), (1e6, "M/s")];
    private static readonly (double Size, string Name)[] Times = [(1e-9, "ns"), (1e-6, "µs"), (1e-3, "ms"), (1, "s")];
    private static readonly (double Size, string Name)[] Bytes = [(1, "B"), (1 << 10, "KiB"), (1 << 20, "MiB"), (1 << 30, "GiB")];
    private static readonly (double Size, string Name)[] Counts = [(1, "")];

    /// <summary>What a cost that was measured is shown as.</summary>
    public static double FromCost(Quantity quantity, double cost) => Significant(quantity == Quantity.Rate ? 1 / cost : cost, 6);

    /// <summary>The largest unit that a value reaches.</summary>
    public static (double Size, string Name) UnitOf(Quantity quantity, double value)
    {
        (double Size, string Name)[] units = quantity switch
        {
            Quantity.Rate => Rates,
            Quantity.Latency => Times,
            Quantity.Memory => Bytes,
            _ => Counts,
        };
        return units.LastOrDefault(unit => value >= unit.Size, units[0]);
    }

    /// <summary>Three digits that count, and the unit; of a number of things, all digits.</summary>
    public static string Show(Quantity quantity, double value)
    {
        if (quantity == Quantity.Count)
        {
            return value.ToString("0", CultureInfo.InvariantCulture);
        }

        // 999,999 a second are 1.00 M/s, and 1024 bytes are a KiB.
        (double size, string name) = UnitOf(quantity, Math.Max(value, Significant(value, 3)));
        return $"{Number(value / size)} {name}".TrimEnd();
    }

    /// <summary>Three digits that count.</summary>
    public static string Number(double value) => Significant(value, 3) switch
    {
        var rounded when Math.Abs(rounded) >= 100 || rounded == 0 => rounded.ToString("0", CultureInfo.InvariantCulture),
        var rounded when Math.Abs(rounded) >= 10 => rounded.ToString("0.0", CultureInfo.InvariantCulture),
        var rounded when Math.Abs(rounded) >= 1 => rounded.ToString("0.00", CultureInfo.InvariantCulture),
        var rounded => rounded.ToString("0.000", CultureInfo.InvariantCulture),
    };

    public static double Significant(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value;
        }

        string text = value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture);
    }
}
