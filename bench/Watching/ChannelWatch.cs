using System.Threading.Channels;

namespace Ledgerline.Bench.Watching;

/// <summary>What .NET has for it: an unbounded channel, in memory only.</summary>
internal sealed class ChannelWatch : IWatch
{
    private readonly Channel<Tweak> _channel = Channel.CreateUnbounded<Tweak>(new() { SingleReader = true, SingleWriter = true });
    private readonly Latencies _latencies = new();
    private readonly Task _reading;

    public ChannelWatch() => _reading = Task.Run(async () =>
    {
        await foreach (Tweak message in _channel.Reader.ReadAllAsync())
        {
            _latencies.Received(message);
        }
    });

    public Task<double> MedianAsync(int samples) => _latencies.MedianAsync(
        samples, () => Latencies.SendPaced(samples, message => _channel.Writer.TryWrite(message)));

    public async ValueTask DisposeAsync()
    {
        _channel.Writer.Complete();
        await _reading;
    }
}
