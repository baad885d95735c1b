namespace Ledgerline.Bench.Measurement;

/// <summary>What a row measures. Every measurement is a cost, of which less is better; this says how it is shown.</summary>
internal enum Quantity
{
    /// <summary>Seconds an operation, shown as operations per second.</summary>
    Rate,

    /// <summary>Seconds until something has happened, shown as a time.</summary>
    Latency,

    /// <summary>Bytes.</summary>
    Memory,

    /// <summary>A number of things.</summary>
    Count,
}
