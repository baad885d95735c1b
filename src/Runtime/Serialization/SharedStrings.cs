using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ledgerline.Serialization;

/// <summary>
/// The short strings that a thread read last, so that a name which stands in a million entries is one string in memory. An
/// entry of the table is replaced by the next string with its hash.
/// </summary>
internal sealed class SharedStrings
{
    /// <summary>The longest string that is shared, in bytes of ASCII.</summary>
    public const int LongestLength = 16;

    private const int IndexBits = 8;

    [ThreadStatic]
    private static SharedStrings? s_ofThread;

    private readonly Entry[] _entries = new Entry[1 << IndexBits];

    public static SharedStrings OfThread => s_ofThread ??= new SharedStrings();

    // Of 16 bytes beginning at 16 - n the first n are set.
    private static ReadOnlySpan<byte> Masks =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>The string of the first bytes.</summary>
    /// <param name="bytes">ASCII without NUL, which therefore pads it.</param>
    /// <param name="length">How many of the bytes belong to it, from 1 to 16.</param>
    public string Get(Vector128<byte> bytes, int length)
    {
        Vector128<byte> text =
            bytes & Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), (nuint)(LongestLength - length));
        ulong low = text.AsUInt64()[0];
        ulong high = text.AsUInt64()[1];

        // Multiplying by the golden ratio mixes into the highest bits (Knuth, "The Art of Computer Programming", 6.4).
        ulong hash = (low ^ (high * 0x9E3779B97F4A7C15)) * 0x9E3779B97F4A7C15;
        ref Entry entry = ref _entries[(int)(hash >> (64 - IndexBits))];
        if (entry.Low != low || entry.High != high)
        {
            entry = new Entry(low, high, JsonCursor.Widen(text, default, length));
        }

        return entry.Value;
    }

    private readonly record struct Entry(ulong Low, ulong High, string Value);
}
