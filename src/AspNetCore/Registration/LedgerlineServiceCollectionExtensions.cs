using Ledgerline;
using Ledgerline.AspNetCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Ledgerline to an application.</summary>
public static class LedgerlineServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IStorageDriver"/> for the whole application, which is started with it, drained when it ends, and
    /// disposed with it.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Says where data are kept: <c>o => o.UseFileSystem("data")</c>.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddLedgerline(this IServiceCollection services, Action<LedgerlineOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return AddServices(services);
    }

    /// <summary>Adds an <see cref="IStorageDriver"/> as a configuration section says.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="section">
    /// The section, with the settings <c>Driver</c>, <c>Root</c>, <c>ConnectionString</c>, <c>Schema</c>, <c>Migration</c>,
    /// <c>Durability</c> and <c>CheckOnStart</c>. Read once, when the application starts; another setting is an error then.
    /// </param>
    /// <param name="configure">Has the last word, where set.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddLedgerline(
        this IServiceCollection services, IConfiguration section, Action<LedgerlineOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.AddSingleton<IConfigureOptions<LedgerlineOptions>>(new LedgerlineConfiguration(section));
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return AddServices(services);
    }

    private static IServiceCollection AddServices(IServiceCollection services)
    {
        services.AddOptions<LedgerlineOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LedgerlineOptions>, LedgerlineOptionsValidation>());
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<LedgerlineOptions>>().Value.Create(provider));
        services.TryAddSingleton<LogBroadcasts>();
        services.AddHostedService<LedgerlineLifetime>();
        return services;
    }
}
