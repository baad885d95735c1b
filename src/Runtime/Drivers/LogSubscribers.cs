using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Ledgerline.Drivers;

/// <summary>The subscriptions of this process, for the meter: looked through only when somebody measures, and held by nobody.</summary>
public static class LogSubscribers
{
    private static readonly ConditionalWeakTable<ILogSubscriber, object?> Live = [];

    /// <summary>Begins to measure a subscription.</summary>
    public static void Add(ILogSubscriber subscriber) => Live.Add(subscriber, null);

    /// <summary>Measures it no more.</summary>
    public static void Remove(ILogSubscriber subscriber) => Live.Remove(subscriber);

    /// <summary>For each log the lag of the subscription that is farthest behind.</summary>
    internal static IEnumerable<Measurement<long>> MeasureLag() => Live
        .GroupBy(static live => live.Key.Source, static live => live.Key.Lag, StringComparer.Ordinal)
        .Select(static log => new Measurement<long>(log.Max(), new KeyValuePair<string, object?>("ledgerline.source", log.Key)));
}
