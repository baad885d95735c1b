using System.Diagnostics;

namespace Ledgerline.Bench.Measurement;

/// <summary>Ways to measure work.</summary>
internal static class Timing
{
    /// <summary>Seconds an operation, of work that is many of them.</summary>
    public static async Task<double> EachAsync(int operations, Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / operations;
    }

    /// <inheritdoc cref="EachAsync"/>
    public static Task<double> Each(int operations, Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Task.FromResult(Stopwatch.GetElapsedTime(start).TotalSeconds / operations);
    }

    /// <summary>Seconds an entry, of reading entries that come to a tally.</summary>
    public static async Task<double> ReadAsync(Tally expected, Func<Task<Tally>> read)
    {
        long start = Stopwatch.GetTimestamp();
        Tally tally = await read();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Expect.Equal(expected, tally);
        return seconds / expected.Count;
    }

    /// <inheritdoc cref="ReadAsync"/>
    public static Task<double> Read(Tally expected, Func<Tally> read) => ReadAsync(expected, () => Task.FromResult(read()));

    /// <summary>The median seconds of one operation, each timed alone.</summary>
    public static async Task<double> MedianAsync(int samples, Func<int, Task> once)
    {
        double[] seconds = new double[samples];
        for (int i = 0; i < samples; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await once(i);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return Samples.Median(seconds);
    }

    /// <summary>The same, each after something that is not timed.</summary>
    public static async Task<double> MedianAsync(int samples, Func<int, Task> before, Func<int, Task> once)
    {
        double[] seconds = new double[samples];
        for (int i = 0; i < samples; i++)
        {
            await before(i);
            long start = Stopwatch.GetTimestamp();
            await once(i);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return Samples.Median(seconds);
    }

    /// <summary>The median seconds of opening something, which is closed again outside the measured time.</summary>
    public static async Task<double> MedianOfOpeningAsync<T>(int samples, Func<Task<T>> open)
        where T : IAsyncDisposable
    {
        double[] seconds = new double[samples];
        for (int i = 0; i < samples; i++)
        {
            long start = Stopwatch.GetTimestamp();
            T opened = await open();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            await opened.DisposeAsync();
        }

        return Samples.Median(seconds);
    }
}
