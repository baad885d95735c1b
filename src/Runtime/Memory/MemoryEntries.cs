using Ledgerline.Drivers;

namespace Ledgerline.Memory;

/// <summary>
/// The kept entries of a log at one moment. Never changes: an append writes only behind <see cref="Count"/>, and a
/// truncation makes a new array.
/// </summary>
/// <param name="items">The entries, and room for more behind them.</param>
/// <param name="count">How many of them there are.</param>
/// <param name="firstSeq">The number of the first.</param>
internal readonly struct MemoryEntries(MemoryEntry[] items, int count, long firstSeq)
{
    public int Count { get; } = count;

    public long FirstSeq { get; } = firstSeq;

    public long LastSeq => FirstSeq + Count - 1;

    public MemoryEntry[] Items { get; } = items;

    public RawLogEntry this[int index] =>
        new(FirstSeq + index, Items[index].TimestampMs, Items[index].Payload);

    /// <summary>The index behind the last entry that is not later than a time.</summary>
    public int IndexAfter(DateTimeOffset time) => IndexFrom(time.ToUnixTimeMilliseconds() + 1);

    /// <summary>The index of the first entry that is not earlier than a time.</summary>
    public int IndexFrom(DateTimeOffset time)
    {
        // ToUnixTimeMilliseconds rounds down; a fraction of a millisecond lies after the entries of that millisecond.
        bool hasFraction = time.UtcTicks % TimeSpan.TicksPerMillisecond != 0;
        return IndexFrom(time.ToUnixTimeMilliseconds() + (hasFraction ? 1 : 0));
    }

    /// <summary>The index of the first entry that is not earlier than a time in milliseconds.</summary>
    public int IndexFrom(long timestampMs)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) / 2);
            if (Items[middle].TimestampMs < timestampMs)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
