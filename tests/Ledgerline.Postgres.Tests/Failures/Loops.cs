using System.Diagnostics;

namespace Ledgerline.Postgres.Tests.Failures;

/// <summary>Things done again and again at the same time. What one of them throws ends it, and is thrown to whoever asks next.</summary>
internal sealed class Loops : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly List<(string Name, Counter Done, Task Running)> _loops = [];
    private volatile bool _isStopping;

    /// <summary>Begins to do something again and again.</summary>
    public void Add(string name, Func<Task> step)
    {
        var done = new Counter();
        _loops.Add((name, done, Task.Run(async () =>
        {
            while (!_isStopping)
            {
                await step();
                done.Increment();
            }
        })));
    }

    /// <summary>Waits until each of them has begun and ended a step after this call.</summary>
    public async Task PassAsync()
    {
        long[] before = [.. _loops.Select(l => l.Done.Value)];
        var waited = Stopwatch.StartNew();
        for (int i = 0; i < before.Length; i++)
        {
            // The one under way does not count.
            while (_loops[i].Done.Value < before[i] + 2)
            {
                if (_loops[i].Running.IsCompleted)
                {
                    await _loops[i].Running;
                }

                Assert.True(waited.Elapsed < Deadline, $"{_loops[i].Name} has not gone on for {Deadline}.");
                await Task.Delay(5);
            }
        }
    }

    /// <summary>Ends them after the steps under way.</summary>
    public async Task StopAsync()
    {
        _isStopping = true;
        await Task.WhenAll(_loops.Select(l => l.Running)).WaitAsync(Deadline);
    }

    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        await Task.WhenAny(Task.WhenAll(_loops.Select(l => l.Running)), Task.Delay(Deadline));
    }

    private sealed class Counter
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Increment() => Interlocked.Increment(ref _value);
    }
}
