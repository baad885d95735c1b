namespace Ledgerline.AspNetCore;

/// <summary>What is kept of what a broadcast has sent, at one moment.</summary>
/// <param name="Blocks">The blocks that are kept, in order.</param>
/// <param name="End">The place behind the last event.</param>
/// <param name="LastSeq">The number that a client who has all of it stands at.</param>
/// <param name="Count">How many entries it has sent.</param>
/// <param name="Ended">Why nothing more comes; null while something may.</param>
internal sealed record RingState(RingBlock[] Blocks, long End, long LastSeq, long Count, BroadcastEnd? Ended)
{
    /// <summary>Whether the bytes from a place on are kept, or there are none.</summary>
    public bool Keeps(long position) => position == End || (Blocks.Length > 0 && position >= Blocks[0].Start);

    /// <summary>The events from a place on, up to the end of their block. The place is one that is kept, and not the end.</summary>
    /// <param name="position">The place; moved behind them.</param>
    /// <param name="most">How many bytes are wanted; one event may be more.</param>
    /// <param name="seq">The number behind them.</param>
    /// <param name="count">How many entries came up to there.</param>
    public ReadOnlyMemory<byte> Read(ref long position, int most, out long seq, out long count)
    {
        int index = IndexOf(position);
        RingBlock block = Blocks[index];
        bool isLast = index == Blocks.Length - 1;
        long end = isLast ? End : Blocks[index + 1].Start;
        seq = isLast ? LastSeq : Blocks[index + 1].BeforeSeq;
        count = isLast ? Count : Blocks[index + 1].BeforeCount;
        ReadOnlyMemory<byte> events = block.Bytes.AsMemory((int)(position - block.Start), (int)(end - position));
        if (events.Length > most && EventFormat.LengthWithin(events.Span, most, out long through, out int after) is > 0 and int length)
        {
            events = events[..length];
            end = position + length;
            count -= after;
            seq = through;
        }

        position = end;
        return events;
    }

    /// <summary>Finds the place behind a number.</summary>
    /// <returns>Whether it is kept; not where it lies before what is kept, or has not been sent yet.</returns>
    public bool TryFind(long seq, out long position, out long count)
    {
        position = End;
        count = Count;
        if (seq == LastSeq)
        {
            return true;
        }

        if (seq > LastSeq || Blocks.Length == 0 || seq < Blocks[0].BeforeSeq)
        {
            return false;
        }

        int index = Blocks.Length - 1;
        while (Blocks[index].BeforeSeq > seq)
        {
            index--;
        }

        RingBlock block = Blocks[index];
        long end = index == Blocks.Length - 1 ? End : Blocks[index + 1].Start;
        int length = EventFormat.LengthThrough(block.Bytes.AsSpan(0, (int)(end - block.Start)), seq, out int passed);
        position = block.Start + length;
        count = block.BeforeCount + passed;
        return true;
    }

    private int IndexOf(long position)
    {
        int index = Blocks.Length - 1;
        while (Blocks[index].Start > position)
        {
            index--;
        }

        return index;
    }
}
