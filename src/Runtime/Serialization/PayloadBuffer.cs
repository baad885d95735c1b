using Ledgerline.Drivers;
using Ledgerline.Serialization;

namespace Ledgerline;

/// <summary>Collects the payloads of one append, end to end. Rented from a codec and given back to it.</summary>
internal sealed class PayloadBuffer(JsonOutput output)
{
    /// <summary>The largest buffer that waits for its next use.</summary>
    public const int KeepAtMost = 1 << 20;

    private int[] _ends = new int[4];
    private int _count;

    /// <summary>Takes the payloads.</summary>
    public JsonOutput Output => output;

    public PayloadBatch Batch => new(output.Written, _ends.AsMemory(0, _count));

    /// <summary>Ends the payload whose bytes were written since the last one.</summary>
    public void EndPayload()
    {
        if (_count == _ends.Length)
        {
            Array.Resize(ref _ends, _count * 2);
        }

        _ends[_count++] = output.Length;
    }

    /// <summary>Empties the buffer.</summary>
    /// <returns>Whether it is small enough to keep.</returns>
    public bool Reset()
    {
        _count = 0;
        output.Reset();
        return output.Capacity <= KeepAtMost;
    }
}
