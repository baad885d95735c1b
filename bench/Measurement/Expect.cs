namespace Ledgerline.Bench.Measurement;

/// <summary>A measurement of work that was not done is worth nothing.</summary>
internal static class Expect
{
    public static void Equal<T>(T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new InvalidOperationException($"The work came to {actual}, expected {expected}.");
        }
    }
}
