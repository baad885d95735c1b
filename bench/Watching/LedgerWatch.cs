using Ledgerline.Bench.Children;

namespace Ledgerline.Bench.Watching;

/// <summary>A subscription to a log that this process, or a child process, appends to.</summary>
internal sealed class LedgerWatch : IWatch
{
    private readonly Ledger _log;
    private readonly ChildProcess? _appender;
    private readonly Latencies _latencies = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _reading;

    private LedgerWatch(Ledger log, ChildProcess? appender)
    {
        _log = log;
        _appender = appender;
        _reading = Task.Run(ReadAsync);
    }

    public static async Task<LedgerWatch> InProcessAsync(string directory) =>
        new(await Ledger.CreateAsync(directory, Durability.Buffered), null);

    public static async Task<LedgerWatch> AcrossProcessesAsync(string directory)
    {
        Ledger log = await Ledger.CreateAsync(directory, Durability.Buffered);
        return new(log, await ChildProcess.StartAsync(ChildCommand.AppendToLedger, directory));
    }

    public Task<double> MedianAsync(int samples) => _latencies.MedianAsync(samples, () =>
    {
        if (_appender is null)
        {
            Latencies.SendPaced(samples, message => _log.Log.Append(message));
        }
        else
        {
            _appender.Send(samples);
        }
    });

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _reading;
        if (_appender is not null)
        {
            await _appender.DisposeAsync();
        }

        await _log.DisposeAsync();
        _ending.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (LogEntry<Tweak> entry in _log.Log.SubscribeAsync(sinceSeq: 0, cancellationToken: _ending.Token))
            {
                _latencies.Received(entry.Data);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
