using System.Globalization;

namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>Where random values come from: another seed each run, or the one in <c>LEDGERLINE_SEED</c>.</summary>
internal static class Seed
{
    public static int Value { get; } = int.TryParse(
        Environment.GetEnvironmentVariable("LEDGERLINE_SEED"), CultureInfo.InvariantCulture, out int given)
        ? given
        : Random.Shared.Next(1, 1_000_000);

    /// <summary>Runs a check with values of the seed; a failure names it.</summary>
    public static void Check(Action<RandomValues> check)
    {
        try
        {
            check(new RandomValues(new Random(Value)));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"LEDGERLINE_SEED={Value} repeats this: {e.Message}", e);
        }
    }
}
