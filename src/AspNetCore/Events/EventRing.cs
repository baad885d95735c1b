namespace Ledgerline.AspNetCore;

/// <summary>
/// The last events that a broadcast has sent, for any number of readers, who take what is published and wait for nobody. One
/// writer.
/// </summary>
internal sealed class EventRing(long lastSeq)
{
    public const int SmallestBlock = 4 * 1024;
    public const int LargestBlock = 64 * 1024;

    private readonly Lock _writing = new();
    private RingState _state = new([], 0, lastSeq, 0, null);

    public RingState State => Volatile.Read(ref _state);

    /// <summary>Publishes events.</summary>
    /// <param name="events">Whole events.</param>
    /// <param name="lastSeq">The number behind them.</param>
    /// <param name="entries">How many of them are entries.</param>
    /// <param name="capacity">How many bytes to keep at least, where there are as many.</param>
    public void Append(ReadOnlySpan<byte> events, long lastSeq, int entries, long capacity)
    {
        lock (_writing)
        {
            RingState state = _state;
            RingBlock[] blocks = state.Blocks;
            RingBlock? last = blocks.Length == 0 ? null : blocks[^1];
            if (last is null || last.Bytes.Length - (state.End - last.Start) < events.Length)
            {
                int size = Math.Clamp(2 * (last?.Bytes.Length ?? 0), SmallestBlock, LargestBlock);
                last = new RingBlock(new byte[Math.Max(size, events.Length)], state.End, state.LastSeq, state.Count);
                blocks = [.. blocks.AsSpan(FirstToKeep(blocks, state.End + events.Length - capacity)), last];
            }

            events.CopyTo(last.Bytes.AsSpan((int)(state.End - last.Start)));
            Volatile.Write(ref _state, new(blocks, state.End + events.Length, lastSeq, state.Count + entries, state.Ended));
        }
    }

    /// <summary>Keeps nothing: who needs an earlier event reads the log.</summary>
    public void Clear()
    {
        lock (_writing)
        {
            Volatile.Write(ref _state, _state with { Blocks = [] });
        }
    }

    /// <summary>Says that nothing more comes, and why; the first reason counts.</summary>
    public void End(BroadcastEnd end)
    {
        lock (_writing)
        {
            Volatile.Write(ref _state, _state with { Ended = _state.Ended ?? end });
        }
    }

    private static int FirstToKeep(RingBlock[] blocks, long position)
    {
        int first = 0;
        while (first < blocks.Length && (first + 1 < blocks.Length ? blocks[first + 1].Start : long.MaxValue) <= position)
        {
            first++;
        }

        return first;
    }
}
