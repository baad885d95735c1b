using Ledgerline.Bench.Postgres;

namespace Ledgerline.Bench.Watching;

/// <summary>A subscription by one driver to a log that another one appends to, as in two processes.</summary>
internal sealed class PostgresWatch : IWatch
{
    private readonly PostgresLedger _appender;
    private readonly PostgresLedger _subscriber;
    private readonly Latencies _latencies = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _reading;

    private PostgresWatch(PostgresLedger appender)
    {
        _appender = appender;
        _subscriber = PostgresLedger.Open(appender.Schema);
        _reading = Task.Run(ReadAsync);
    }

    public static async Task<PostgresWatch> StartAsync() => new(await PostgresLedger.CreateAsync());

    public Task<double> MedianAsync(int samples) => _latencies.MedianAsync(
        samples, () => Latencies.SendPaced(samples, message => _appender.Log.Append(message)));

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _reading;
        await _subscriber.DisposeAsync();
        await _appender.DisposeAsync();
        _ending.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (LogEntry<Tweak> entry in _subscriber.Log.SubscribeAsync(sinceSeq: 0, cancellationToken: _ending.Token))
            {
                _latencies.Received(entry.Data);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
