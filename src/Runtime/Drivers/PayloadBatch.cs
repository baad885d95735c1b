namespace Ledgerline.Drivers;

/// <summary>The payloads of one append, end to end in one buffer: each is one JSON value in UTF-8 without line breaks.</summary>
/// <param name="Bytes">The payloads, one after the other.</param>
/// <param name="Ends">Where each ends in <paramref name="Bytes"/>, rising.</param>
public readonly record struct PayloadBatch(ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<int> Ends)
{
    /// <summary>The number of payloads.</summary>
    public int Count => Ends.Length;

    /// <summary>One payload.</summary>
    public ReadOnlyMemory<byte> this[int index]
    {
        get
        {
            ReadOnlySpan<int> ends = Ends.Span;
            int start = index == 0 ? 0 : ends[index - 1];
            return Bytes[start..ends[index]];
        }
    }
}
