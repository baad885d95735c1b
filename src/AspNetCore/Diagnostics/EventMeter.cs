using System.Diagnostics.Metrics;

namespace Ledgerline.AspNetCore;

/// <summary>What can be measured of event streams. An instrument that nobody listens to costs a comparison.</summary>
internal static class EventMeter
{
    private static readonly Meter Meter = new(LedgerlineTelemetry.MeterName);

    public static readonly UpDownCounter<int> Open = Meter.CreateUpDownCounter<int>(
        "ledgerline.stream.open", "{stream}", "Event streams that are open.");

    public static readonly Counter<long> Entries = Meter.CreateCounter<long>(
        "ledgerline.stream.entries", "{entry}", "Entries that were sent as events, to all clients together.");

    public static readonly Counter<long> Bytes = Meter.CreateCounter<long>(
        "ledgerline.stream.io", "By", "Bytes that were sent in event streams, heartbeats among them.");

    /// <summary>What tells one log's measurements from another's.</summary>
    public static KeyValuePair<string, object?> Log(string name) => new("ledgerline.log", name);
}
