using System.Diagnostics;

namespace Ledgerline.FileSystem;

/// <summary>
/// How long flushes take on this disk lately. One that takes less than moving it to another thread and back is done on
/// the caller's thread.
/// </summary>
internal sealed class FlushPace
{
    private static readonly long QuickTicks = Stopwatch.Frequency / 1000;

    private long _average = long.MaxValue;

    /// <summary>Whether flushes take less than a millisecond. Not before one was measured.</summary>
    public bool IsQuick => Volatile.Read(ref _average) < QuickTicks;

    /// <summary>Takes in how long one took. Exact under no race, good enough under any.</summary>
    public void Add(long ticks)
    {
        long average = Volatile.Read(ref _average);
        Volatile.Write(ref _average, average == long.MaxValue ? ticks : average + ((ticks - average) / 8));
    }
}
