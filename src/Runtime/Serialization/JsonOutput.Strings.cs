using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Ledgerline.Serialization;

public sealed partial class JsonOutput
{
    private const int LongestEscape = 6;
    private const int LongestUtf8 = 3;
    private const int HalfOfEight = 4;

    /// <summary>Writes a string, escaped as <see cref="JavaScriptEncoder.UnsafeRelaxedJsonEscaping"/> does.</summary>
    public void Write(string value) => WriteText(value);

    /// <summary>Writes a string, escaped as <see cref="JavaScriptEncoder.UnsafeRelaxedJsonEscaping"/> does.</summary>
    public void WriteText(ReadOnlySpan<char> text)
    {
        Span<byte> free = Free(checked(text.Length + 2));
        int plain = CopyPlain(text, free[1..]);
        free[0] = (byte)'"';
        _length += plain + 1;
        if (plain < text.Length)
        {
            WriteRest(text[plain..]);
        }

        Raw("\""u8);
    }

    /// <summary>Writes what begins with a character that is not ASCII or must be escaped.</summary>
    private void WriteRest(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (text[0] >= 0x80)
            {
                WriteBeyondAscii(text);
                break;
            }

            WriteEscape((byte)text[0]);
            text = text[1..];
            int plain = CopyPlain(text, Free(checked(text.Length + 1)));
            _length += plain;
            text = text[plain..];
        }
    }

    /// <summary>Copies characters as bytes up to the first that is not ASCII or must be escaped.</summary>
    /// <returns>How many were copied.</returns>
    private static int CopyPlain(ReadOnlySpan<char> text, Span<byte> target)
    {
        ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref byte destination = ref MemoryMarshal.GetReference(target);
        int length = text.Length;
        int i = 0;
        if (length >= Vector128<byte>.Count)
        {
            for (; length - i >= Vector128<byte>.Count; i += Vector128<byte>.Count)
            {
                Vector128<byte> bytes = Vector128.NarrowWithSaturation(
                    Vector128.LoadUnsafe(ref source, (nuint)i), Vector128.LoadUnsafe(ref source, (nuint)(i + Vector128<ushort>.Count)));
                bytes.StoreUnsafe(ref destination, (nuint)i);
                uint special = Special(bytes);
                if (special != 0)
                {
                    return i + BitOperations.TrailingZeroCount(special);
                }
            }
        }
        else if (length >= Vector128<ushort>.Count)
        {
            // Of 8 to 15 characters the first 8 and the last 8, which overlap.
            Vector128<byte> bytes = Vector128.NarrowWithSaturation(
                Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref source, (nuint)(length - Vector128<ushort>.Count)));
            if (Special(bytes) == 0)
            {
                Unsafe.WriteUnaligned(ref destination, bytes.AsUInt64()[0]);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, length - sizeof(ulong)), bytes.AsUInt64()[1]);
                return length;
            }
        }
        else if (length >= HalfOfEight)
        {
            // Of 4 to 7 characters the first 4 and the last 4.
            ref byte start = ref Unsafe.As<ushort, byte>(ref source);
            ulong first = Unsafe.ReadUnaligned<ulong>(ref start);
            ulong last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, (length - HalfOfEight) * sizeof(ushort)));
            Vector128<ushort> both = Vector128.Create(first, last).AsUInt16();
            Vector128<byte> bytes = Vector128.NarrowWithSaturation(both, both);
            if (Special(bytes) == 0)
            {
                Unsafe.WriteUnaligned(ref destination, bytes.AsUInt32()[0]);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, length - sizeof(uint)), bytes.AsUInt32()[1]);
                return length;
            }
        }

        for (; i < length; i++)
        {
            int c = text[i];
            if (c is < 0x20 or >= 0x7F or '"' or '\\')
            {
                break;
            }

            Unsafe.Add(ref destination, i) = (byte)c;
        }

        return i;
    }

    // One more than the byte, signed: below 0x21 are controls, DEL and all beyond ASCII.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Special(Vector128<byte> bytes) =>
        (Vector128.LessThan((bytes + Vector128<byte>.One).AsSByte(), Vector128.Create((sbyte)0x21)).AsByte()
            | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))).ExtractMostSignificantBits();

    private void WriteEscape(byte c)
    {
        Span<byte> free = Free(LongestEscape);
        byte letter = c switch
        {
            (byte)'"' or (byte)'\\' => c,
            (byte)'\b' => (byte)'b',
            (byte)'\t' => (byte)'t',
            (byte)'\n' => (byte)'n',
            (byte)'\f' => (byte)'f',
            (byte)'\r' => (byte)'r',
            _ => (byte)'u',
        };
        free[0] = (byte)'\\';
        free[1] = letter;
        _length += 2;
        if (letter == (byte)'u')
        {
            const string Hex = "0123456789ABCDEF";
            free[2] = free[3] = (byte)'0';
            free[4] = (byte)Hex[c >> 4];
            free[5] = (byte)Hex[c & 15];
            _length += 4;
        }
    }

    /// <summary>Which characters beyond ASCII are escaped is the encoder's business: it knows what Unicode assigns.</summary>
    private void WriteBeyondAscii(ReadOnlySpan<char> text)
    {
        JavaScriptEncoder encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        int plain = Utf16LengthOfPlain(encoder, text);
        Transcode(text[..plain]);
        text = text[plain..];
        if (text.IsEmpty)
        {
            return;
        }

        const int Block = 256;
        char[] escaped = ArrayPool<char>.Shared.Rent(Block * LongestEscape);
        while (!text.IsEmpty)
        {
            encoder.Encode(text[..Math.Min(Block, text.Length)], escaped, out int consumed, out int written, isFinalBlock: text.Length <= Block);
            Transcode(escaped.AsSpan(0, written));
            text = text[consumed..];
        }

        ArrayPool<char>.Shared.Return(escaped);
    }

    private static int Utf16LengthOfPlain(JavaScriptEncoder encoder, ReadOnlySpan<char> text)
    {
        // Unlike the method for spans, the one for pointers is public.
        unsafe
        {
            fixed (char* first = text)
            {
                int index = encoder.FindFirstCharacterToEncode(first, text.Length);
                return index < 0 ? text.Length : index;
            }
        }
    }

    private void Transcode(ReadOnlySpan<char> text)
    {
        Utf8.FromUtf16(text, Free(checked(text.Length * LongestUtf8)), out _, out int written);
        _length += written;
    }
}
