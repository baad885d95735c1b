using Ledgerline.Drivers;

namespace Ledgerline.Memory;

/// <summary>
/// The kept entries of a log at one moment. Never changes: an append writes only behind <see cref="Count"/>, and a
/// truncation makes a new array.
/// </summary>
/// <param name="items">The entries, and room for more behind them.</param>
/// <param name="count">How many of them there are.</param>
/// <param name="lastSeq">The last number ever assigned: the last entry's, unless the count went on without entries.</param>
internal readonly struct MemoryEntries(MemoryEntry[] items, int count, long lastSeq)
{
    public int Count { get; } = count;

    public long FirstSeq => Count == 0 ? LastSeq + 1 : Items[0].Seq;

    public long LastSeq { get; } = lastSeq;

    public MemoryEntry[] Items { get; } = items;

    public RawLogEntry this[int index] => new(Items[index].Seq, Items[index].TimestampMs, Items[index].Payload);

    /// <summary>The index of the first entry with a number above one.</summary>
    public int IndexAfter(long seq)
    {
        // Where nothing was lost, a number says the place.
        int low = (int)Math.Clamp(Count - (LastSeq - seq), 0, Count);
        int high = (int)Math.Clamp(seq - FirstSeq + 1, 0, Count);
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) / 2);
            if (Items[middle].Seq <= seq)
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
