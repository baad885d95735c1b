using System.Diagnostics;
using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Children;

/// <summary>A child process that appends to a log without pause, while this one appends now and then.</summary>
internal sealed class BusyNeighbour : IAsyncDisposable
{
    private readonly Ledger _log;
    private readonly ChildProcess _child;

    private BusyNeighbour(Ledger log, ChildProcess child)
    {
        _log = log;
        _child = child;
    }

    public static async Task<BusyNeighbour> StartAsync(string directory)
    {
        Ledger log = await Ledger.CreateAsync(directory, Durability.Buffered);
        return new(log, await ChildProcess.StartAsync(ChildCommand.AppendWithoutPause, directory));
    }

    /// <summary>The seconds that 99 of 100 appends do not exceed.</summary>
    public async Task<double> WaitAsync(int samples)
    {
        double[] seconds = new double[samples];
        long before = (await _log.Log.GetInfoAsync()).LastSeq;
        for (int i = 0; i < samples; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _log.Log.Append(Tweak.Number(i));
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Thread.Sleep(1);
        }

        // The neighbour was busy: it appended more than this process did.
        Expect.Equal(true, (await _log.Log.GetInfoAsync()).LastSeq > before + (2 * samples));
        return Samples.Percentile99(seconds);
    }

    /// <summary>The child's part: appends until its input ends.</summary>
    public static async Task AppendAsync(string directory, Action ready)
    {
        await using Ledger log = Ledger.Open(directory);
        Task ended = Task.Run(Console.In.ReadToEnd);
        Tweak tweak = Tweak.Number(0);
        ready();
        while (!ended.IsCompleted)
        {
            await log.Log.AppendAsync(tweak);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        await _log.DisposeAsync();
    }
}
