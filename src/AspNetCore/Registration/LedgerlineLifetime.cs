using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Ledgerline.AspNetCore;

/// <summary>
/// Opens the driver before the server takes requests; on shutdown ends the event streams first, while the server still sends,
/// and disposes the driver, which drains its appends, once the server takes no more.
/// </summary>
internal sealed class LedgerlineLifetime(
    IServiceProvider services, LogBroadcasts broadcasts, IOptions<LedgerlineOptions> options) : IHostedLifecycleService
{
    private IStorageDriver? _driver;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _driver = services.GetRequiredService<IStorageDriver>();
        if (options.Value.CheckOnStart)
        {
            await StorageProbe.RunAsync(_driver, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => broadcasts.StopAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_driver is not null)
        {
            await _driver.DisposeAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
