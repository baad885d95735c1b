using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Ledgerline.Serialization;

public ref partial struct JsonCursor
{
    private const int ShortAtMost = 32;

    /// <summary>Reads a string.</summary>
    public bool TryRead(out string value)
    {
        ReadOnlySpan<byte> rest = _rest;
        if (rest.Length <= Vector128<byte>.Count || rest[0] != (byte)'"')
        {
            return TryReadLong(out value);
        }

        Vector128<byte> first = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(rest), 1);
        uint special = Special(first);
        if (special != 0)
        {
            int length = BitOperations.TrailingZeroCount(special);
            if (rest[length + 1] == (byte)'"')
            {
                value = length == 0 ? "" : _strings.Get(first, length);
                _rest = rest[(length + 2)..];
                return true;
            }
        }
        else if (rest.Length > ShortAtMost)
        {
            Vector128<byte> second = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(rest), (nuint)(1 + Vector128<byte>.Count));
            special = Special(second);
            int length = Vector128<byte>.Count + BitOperations.TrailingZeroCount(special);
            if (special != 0 && rest[length + 1] == (byte)'"')
            {
                value = length == Vector128<byte>.Count ? _strings.Get(first, length) : Widen(first, second, length);
                _rest = rest[(length + 2)..];
                return true;
            }
        }

        return TryReadLong(out value);
    }

    /// <summary>Of a short string all characters are made at once, and those that belong to it are taken.</summary>
    [SkipLocalsInit]
    internal static string Widen(Vector128<byte> first, Vector128<byte> second, int length)
    {
        Span<char> characters = stackalloc char[ShortAtMost];
        ref ushort target = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(characters));
        (Vector128<ushort> lower, Vector128<ushort> upper) = Vector128.Widen(first);
        lower.StoreUnsafe(ref target);
        upper.StoreUnsafe(ref target, 8);
        if (length > Vector128<byte>.Count)
        {
            (lower, upper) = Vector128.Widen(second);
            lower.StoreUnsafe(ref target, 16);
            upper.StoreUnsafe(ref target, 24);
        }

        return new string(characters[..length]);
    }

    /// <summary>Reads a string of any length.</summary>
    private bool TryReadLong(out string value)
    {
        value = null!;
        ReadOnlySpan<byte> rest = _rest;
        if (rest.IsEmpty || rest[0] != (byte)'"')
        {
            return false;
        }

        rest = rest[1..];
        int length = LengthOfPlain(rest);
        if (length == rest.Length)
        {
            return false;
        }

        if (rest[length] == (byte)'"')
        {
            value = Encoding.Latin1.GetString(rest[..length]);
            _rest = rest[(length + 1)..];
            return true;
        }

        int end = length + rest[length..].IndexOfAny((byte)'"', (byte)'\\');
        if (end < length)
        {
            return false;
        }

        if (rest[end] == (byte)'\\')
        {
            // What is escaped is the reader's business.
            Utf8JsonReader reader = Reader();
            value = JsonScalars.ReadString(ref reader);
            Advance(ref reader);
            return true;
        }

        ReadOnlySpan<byte> text = rest[..end];
        if (text.ContainsAnyInRange((byte)0, (byte)0x1F) || !Utf8.IsValid(text))
        {
            return false;
        }

        value = Encoding.UTF8.GetString(text);
        _rest = rest[(end + 1)..];
        return true;
    }

    /// <summary>The number of bytes before the first that is a quote, a backslash, a control or beyond ASCII.</summary>
    private static int LengthOfPlain(ReadOnlySpan<byte> text)
    {
        ref byte first = ref MemoryMarshal.GetReference(text);
        int i = 0;
        for (; text.Length - i >= Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            uint special = Special(Vector128.LoadUnsafe(ref first, (nuint)i));
            if (special != 0)
            {
                return i + BitOperations.TrailingZeroCount(special);
            }
        }

        while (i < text.Length && text[i] is >= 0x20 and < 0x80 and not ((byte)'"' or (byte)'\\'))
        {
            i++;
        }

        return i;
    }

    // Signed, all beyond ASCII is below the controls' end too.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Special(Vector128<byte> bytes) =>
        (Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)0x20)).AsByte()
            | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))).ExtractMostSignificantBits();
}
