using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledgerline.AspNetCore;

/// <summary>Healthy where a document can be written, read and removed.</summary>
/// <param name="driver">Where.</param>
/// <param name="root">The directory that must be there; null for a driver without one.</param>
internal sealed class StorageHealthCheck(IStorageDriver driver, string? root) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        long begin = Stopwatch.GetTimestamp();
        if (root is not null && !Directory.Exists(root))
        {
            // A write would make it anew, empty, and all would seem well.
            return new HealthCheckResult(
                context.Registration.FailureStatus, "The directory of the data is not there: was it removed, or its file system not mounted?", null, Data(begin));
        }

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
