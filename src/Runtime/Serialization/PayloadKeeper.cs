namespace Ledgerline;

/// <summary>
/// Keeps payloads side by side in blocks, for one reader: a block for many is far cheaper than an array for each. A
/// block is garbage once none of its payloads is held. For one thread at a time.
/// </summary>
internal sealed class PayloadKeeper
{
    /// <summary>Below what the collector counts as a large object.</summary>
    public const int LargestBlock = 32 * 1024;

    private const int FirstBlock = 1024;

    private byte[] _block = [];
    private int _used;

    /// <summary>A copy that stays.</summary>
    public ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > _block.Length - _used)
        {
            if (payload.Length > LargestBlock / 4)
            {
                return payload.ToArray();
            }

            int size = Math.Clamp(_block.Length * 4, FirstBlock, LargestBlock);
            _block = GC.AllocateUninitializedArray<byte>(Math.Max(size, payload.Length));
            _used = 0;
        }

        payload.CopyTo(_block.AsSpan(_used));
        var kept = new ReadOnlyMemory<byte>(_block, _used, payload.Length);
        _used += payload.Length;
        return kept;
    }
}
