using System.Diagnostics.Metrics;
using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>
/// What can be measured, under the meter name <c>Ledgerline</c>; docs/observability.md lists it. Units and names follow
/// OpenTelemetry's semantic conventions. An instrument that nobody listens to costs a comparison.
/// </summary>
internal static class LedgerlineMeter
{
    public const string Name = "Ledgerline";

    private static readonly Meter Meter = new(Name);

    static LedgerlineMeter() => Meter.CreateObservableGauge(
        "ledgerline.subscriber.lag",
        LogSubscribers.MeasureLag,
        "{entry}",
        "How many entries the slowest subscription of a log is behind what this process knows of.");

    public static readonly Counter<long> EntriesAppended = Meter.CreateCounter<long>(
        "ledgerline.log.entries", "{entry}", "Entries that were appended and acknowledged.");

    public static readonly Counter<long> BytesAppended = Meter.CreateCounter<long>(
        "ledgerline.log.io", "By", "Payload bytes that were appended and acknowledged.");

    public static readonly Histogram<double> FlushDuration = Meter.CreateHistogram<double>(
        "ledgerline.log.flush.duration", "s", "How long it took to put a group of appends on stable storage.");

    public static readonly Histogram<int> GroupSize = Meter.CreateHistogram<int>(
        "ledgerline.log.group.size", "{append}", "How many appends shared one write and one flush.");

    public static readonly Counter<long> FlushFailures = Meter.CreateCounter<long>(
        "ledgerline.log.flush.failures", "{flush}", "Flushes that failed.");

    public static readonly Counter<long> Recoveries = Meter.CreateCounter<long>(
        "ledgerline.log.recoveries", "{recovery}", "Logs whose end was mended after a crash.");

    public static readonly Counter<long> BytesQuarantined = Meter.CreateCounter<long>(
        "ledgerline.log.quarantined", "By", "Bytes that were moved from a log into its quarantine.");
}
