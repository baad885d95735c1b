namespace Ledgerline.AspNetCore;

/// <summary>The names that OpenTelemetry picks measurements and traces up by; docs/observability.md lists what there is.</summary>
public static class LedgerlineTelemetry
{
    /// <summary>The meter of the event streams: <c>metrics.AddMeter(LedgerlineTelemetry.MeterName)</c>.</summary>
    public const string MeterName = "Ledgerline.AspNetCore";

    /// <summary>The meter of logs, documents and drivers.</summary>
    public const string StorageMeterName = "Ledgerline";

    /// <summary>The source of traces: <c>tracing.AddSource(LedgerlineTelemetry.ActivitySourceName)</c>.</summary>
    public const string ActivitySourceName = "Ledgerline";
}
