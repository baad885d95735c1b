using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledgerline.AspNetCore;

/// <summary>Healthy where a document can be written, read and removed.</summary>
internal sealed class StorageHealthCheck(IStorageDriver driver) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        long begin = Stopwatch.GetTimestamp();
        try
        {
            await StorageProbe.RunAsync(driver, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy("A document was written, read and removed.", Data(begin));
        }
        catch (Exception e) when (e is LedgerlineException or ObjectDisposedException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "A document could not be written, read and removed.", e, Data(begin));
        }
    }

    private Dictionary<string, object> Data(long begin) => new()
    {
        ["driver"] = driver.Info.Name,
        ["milliseconds"] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds,
    };
}
