using System.Numerics;
using System.Runtime.Intrinsics;

namespace Ledgerline.FileSystem;

/// <summary>
/// Finds where a JSON value ends that is known to be sound, because the checksum of its line is: by the brackets that
/// stand outside its strings, 32 bytes at a time. The idea of masks and of the running parity of quotes is simdjson's
/// (Langdale and Lemire, "Parsing gigabytes of JSON per second", 2019).
/// </summary>
internal static class PayloadScanner
{
    /// <summary>
    /// Divides the body of a line whose checksum fits, in the form that it was written in: the payload, and whether the
    /// batch goes on. Anything else is for a full reader.
    /// </summary>
    /// <param name="body">What stands between <c>"data":</c> and <c>,"crc"</c>.</param>
    /// <param name="length">The payload's length.</param>
    /// <param name="more">Whether it is followed by the mark of a batch that goes on, and not by nothing.</param>
    public static bool TrySplit(ReadOnlySpan<byte> body, out int length, out bool more)
    {
        more = body.EndsWith(LogLine.MoreMark);
        length = more ? body.Length - LogLine.MoreMark.Length : body.Length;
        if (length > 0 && body[0] == (byte)'{' && body.IndexOf((byte)'}') == length - 1)
        {
            // The object ends with a bracket, and there is no other: no need to look inside.
            return true;
        }

        if (!TryFindEnd(body, out length))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = body[length..];
        more = rest.SequenceEqual(LogLine.MoreMark);
        return more || rest.IsEmpty;
    }

    /// <summary>The length of the object or array at the beginning of some bytes.</summary>
    /// <param name="bytes">Sound JSON that begins with the value and goes on behind it.</param>
    /// <param name="length">The value's length.</param>
    /// <returns>
    /// Whether it could be found: not in a value that has a backslash, not in one that is no object or array, and not
    /// within fewer than 32 bytes. Those are for a full reader.
    /// </returns>
    public static bool TryFindEnd(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        if (bytes.Length < Vector256<byte>.Count || bytes[0] is not ((byte)'{' or (byte)'['))
        {
            return false;
        }

        int depth = 0;
        uint inString = 0;
        for (int at = 0; at < bytes.Length; at += Vector256<byte>.Count)
        {
            // The last block reaches back over bytes that were seen; they are masked out.
            int start = Math.Min(at, bytes.Length - Vector256<byte>.Count);
            uint isNew = uint.MaxValue << (at - start);
            Vector256<byte> block = Vector256.Create(bytes.Slice(start, Vector256<byte>.Count));
            if ((Mask(block, (byte)'\\') & isNew) != 0)
            {
                return false;
            }

            uint strings = RunningParity(Mask(block, (byte)'"') & isNew) ^ inString;
            inString = (uint)((int)strings >> 31);

            // '[' and '{', ']' and '}' differ in one bit only, which no other byte of JSON outside strings has with them.
            Vector256<byte> folded = block | Vector256.Create((byte)0x20);
            uint opens = Mask(folded, (byte)'{') & ~strings & isNew;
            uint brackets = opens | (Mask(folded, (byte)'}') & ~strings & isNew);
            for (; brackets != 0; brackets &= brackets - 1)
            {
                int bit = BitOperations.TrailingZeroCount(brackets);
                depth += ((opens >> bit) & 1) == 1 ? 1 : -1;
                if (depth == 0)
                {
                    length = start + bit + 1;
                    return true;
                }
            }
        }

        return false;
    }

    private static uint Mask(Vector256<byte> block, byte value) =>
        Vector256.Equals(block, Vector256.Create(value)).ExtractMostSignificantBits();

    /// <summary>Sets each bit from an odd set bit up to the next one: what is inside quotes, the opening one included.</summary>
    private static uint RunningParity(uint bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits;
    }
}
