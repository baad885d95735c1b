using Ledgerline;
using Ledgerline.AspNetCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Ledgerline to an application's health checks.</summary>
public static class LedgerlineHealthCheckExtensions
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Adds a check that writes, reads and removes a document of its own among those that belong to no project, in the set
    /// <c>_health</c>, where the file driver's root is there. Any number may run at once. Its data say how long it took, in <c>milliseconds</c>, and which
    /// <c>driver</c> it asked.
    /// </summary>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What a failure is told as; null for unhealthy.</param>
    /// <param name="tags">The check's tags.</param>
    /// <param name="timeout">How long it may take; null for 10 seconds.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddLedgerline(
        this IHealthChecksBuilder builder,
        string name = "ledgerline",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name,
            static services => new StorageHealthCheck(
                services.GetRequiredService<IStorageDriver>(), services.GetRequiredService<IOptions<LedgerlineOptions>>().Value.Directory),
            failureStatus,
            tags,
            timeout ?? DefaultTimeout));
    }
}
