using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Ledgerline;

/// <summary>The subscriptions of this process, for the meter: looked through only when somebody measures, and held by nobody.</summary>
internal static class LiveSubscribers
{
    private static readonly ConditionalWeakTable<ISubscriber, object?> Live = [];

    public static void Add(ISubscriber subscriber) => Live.Add(subscriber, null);

    public static void Remove(ISubscriber subscriber) => Live.Remove(subscriber);

    /// <summary>For each log the lag of the subscription that is farthest behind.</summary>
    public static IEnumerable<Measurement<long>> MeasureLag() => Live
        .GroupBy(static live => live.Key.Source, static live => live.Key.Lag, StringComparer.Ordinal)
        .Select(static log => new Measurement<long>(log.Max(), new KeyValuePair<string, object?>("ledgerline.source", log.Key)));
}
