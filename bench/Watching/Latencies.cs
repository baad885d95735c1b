using System.Diagnostics;
using System.Globalization;
using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Watching;

/// <summary>Collects how long messages took that carry the time of their sending, by the clock that all processes share.</summary>
internal sealed class Latencies
{
    /// <summary>Between two messages, so that each meets a receiver that sleeps.</summary>
    public const int PauseMilliseconds = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private List<double> _seconds = [];
    private int _wanted;
    private TaskCompletionSource<List<double>> _full = new();

    /// <summary>A message that is sent now.</summary>
    public static Tweak Message(int n) =>
        new("watched", "src/app/main.tsx", Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture), n);

    public void Received(Tweak message) => Received(Stopwatch.GetTimestamp(), long.Parse(message.Turn, CultureInfo.InvariantCulture));

    public void Received(long now, long sent)
    {
        lock (_gate)
        {
            _seconds.Add(Stopwatch.GetElapsedTime(sent, now).TotalSeconds);
            if (_seconds.Count == _wanted)
            {
                _full.SetResult(_seconds);
            }
        }
    }

    /// <summary>The median of all that <paramref name="send"/> sends.</summary>
    public async Task<double> MedianAsync(int samples, Action send)
    {
        lock (_gate)
        {
            _seconds = [];
            _wanted = samples;
            _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        await Task.Factory.StartNew(send, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Samples.Median(await _full.Task.WaitAsync(Patience));
    }

    /// <summary>Sends messages with pauses.</summary>
    public static void SendPaced(int samples, Action<Tweak> send)
    {
        for (int i = 0; i < samples; i++)
        {
            send(Message(i));
            Thread.Sleep(PauseMilliseconds);
        }
    }
}
