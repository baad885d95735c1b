using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ledgerline.FileSystem;

/// <summary>CRC-32C (Castagnoli, RFC 3720), by the processor's instruction where it has one.</summary>
internal static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        ref byte at = ref MemoryMarshal.GetReference(bytes);
        nint left = bytes.Length;
        for (; left >= sizeof(ulong); left -= sizeof(ulong), at = ref Unsafe.Add(ref at, sizeof(ulong)))
        {
            crc = BitOperations.Crc32C(crc, Unsafe.ReadUnaligned<ulong>(ref at));
        }

        // Each step waits for the one before: three are better than seven.
        if ((left & sizeof(uint)) != 0)
        {
            crc = BitOperations.Crc32C(crc, Unsafe.ReadUnaligned<uint>(ref at));
            at = ref Unsafe.Add(ref at, sizeof(uint));
        }

        if ((left & sizeof(ushort)) != 0)
        {
            crc = BitOperations.Crc32C(crc, Unsafe.ReadUnaligned<ushort>(ref at));
            at = ref Unsafe.Add(ref at, sizeof(ushort));
        }

        if ((left & 1) != 0)
        {
            crc = BitOperations.Crc32C(crc, at);
        }

        return ~crc;
    }
}
