using System.Buffers.Text;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Ledgerline.Serialization;

public ref partial struct JsonCursor
{
    private const int GuidLength = 36;

    /// <summary>Reads a boolean.</summary>
    public bool TryRead(out bool value)
    {
        value = Skip("true"u8);
        return value || Skip("false"u8);
    }

    /// <summary>Reads a number.</summary>
    public bool TryRead(out byte value) => TryReadInteger(out value);

    /// <summary>Reads a number.</summary>
    public bool TryRead(out sbyte value) => TryReadInteger(out value);

    /// <summary>Reads a number.</summary>
    public bool TryRead(out short value) => TryReadInteger(out value);

    /// <summary>Reads a number.</summary>
    public bool TryRead(out ushort value) => TryReadInteger(out value);

    /// <summary>Reads a number.</summary>
    public bool TryRead(out int value) => TryReadInteger(out value);

    /// <summary>Reads a number.</summary>
    public bool TryRead(out uint value) => TryReadInteger(out value);

    /// <summary>Reads a number.</summary>
    public bool TryRead(out long value)
    {
        // A number of 19 digits may be too large; the parser knows.
        return TryReadInteger(long.MinValue, long.MaxValue, out value)
            || (TryReadNumber(out ReadOnlySpan<byte> number) && Utf8Parser.TryParse(number, out value, out int used) && IsWhole(number, used));
    }

    /// <summary>Reads a number.</summary>
    public bool TryRead(out ulong value)
    {
        value = 0;
        return TryReadNumber(out ReadOnlySpan<byte> number) && Utf8Parser.TryParse(number, out value, out int used) && IsWhole(number, used);
    }

    /// <summary>Reads a number.</summary>
    public bool TryRead(out float value)
    {
        value = 0;
        return TryReadNumber(out ReadOnlySpan<byte> number) && Utf8Parser.TryParse(number, out value, out int used) && IsWhole(number, used);
    }

    /// <summary>Reads a number.</summary>
    public bool TryRead(out double value)
    {
        value = 0;
        return TryReadNumber(out ReadOnlySpan<byte> number) && Utf8Parser.TryParse(number, out value, out int used) && IsWhole(number, used);
    }

    /// <summary>Reads a number.</summary>
    public bool TryRead(out decimal value)
    {
        value = 0;
        return TryReadNumber(out ReadOnlySpan<byte> number)
            && !number.ContainsAny((byte)'e', (byte)'E')
            && Utf8Parser.TryParse(number, out value, out int used)
            && IsWhole(number, used);
    }

    /// <summary>Reads a GUID.</summary>
    public bool TryRead(out Guid value)
    {
        if (_rest.Length > GuidLength + 1
            && _rest[0] == (byte)'"'
            && _rest[GuidLength + 1] == (byte)'"'
            && Utf8Parser.TryParse(_rest.Slice(1, GuidLength), out value, out int used)
            && used == GuidLength)
        {
            _rest = _rest[(GuidLength + 2)..];
            return true;
        }

        value = default;
        return false;
    }

    private bool IsWhole(ReadOnlySpan<byte> number, int used)
    {
        if (used != number.Length)
        {
            return false;
        }

        _rest = _rest[used..];
        return true;
    }

    private bool TryReadInteger<T>(out T value)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        bool isRead = TryReadInteger(long.CreateTruncating(T.MinValue), long.CreateTruncating(T.MaxValue), out long number);
        value = T.CreateTruncating(number);
        return isRead;
    }

    /// <summary>Reads an integer of at most 17 digits. Minus zero is left to the reader, which takes it for signed numbers only.</summary>
    private bool TryReadInteger(long min, long max, out long value)
    {
        const int MostDigits = 18;
        ReadOnlySpan<byte> rest = _rest;
        int start = !rest.IsEmpty && rest[0] == (byte)'-' ? 1 : 0;
        long number = 0;
        int i = start;
        for (; i < rest.Length; i++)
        {
            uint digit = (uint)(rest[i] - '0');
            if (digit > 9)
            {
                break;
            }

            number = (number * 10) + digit;
            if (i - start >= MostDigits)
            {
                break;
            }
        }

        int digits = i - start;
        value = start == 0 ? number : -number;
        if (digits is 0 or >= MostDigits
            || i >= rest.Length
            || rest[i] is (byte)'.' or (byte)'e' or (byte)'E'
            || (rest[start] == (byte)'0' && (digits > 1 || start == 1))
            || value < min
            || value > max)
        {
            return false;
        }

        _rest = rest[i..];
        return true;
    }

    /// <summary>Finds the number that stands here by JSON's grammar, without going behind it.</summary>
    private readonly bool TryReadNumber(out ReadOnlySpan<byte> number)
    {
        ReadOnlySpan<byte> rest = _rest;
        number = default;
        int i = !rest.IsEmpty && rest[0] == (byte)'-' ? 1 : 0;
        int whole = Digits(rest, i);
        if (whole == 0 || (whole > 1 && rest[i] == (byte)'0'))
        {
            return false;
        }

        i += whole;
        if (i < rest.Length && rest[i] == (byte)'.')
        {
            int fraction = Digits(rest, i + 1);
            if (fraction == 0)
            {
                return false;
            }

            i += fraction + 1;
        }

        if (i < rest.Length && rest[i] is (byte)'e' or (byte)'E')
        {
            i++;
            if (i < rest.Length && rest[i] is (byte)'+' or (byte)'-')
            {
                i++;
            }

            int exponent = Digits(rest, i);
            if (exponent == 0)
            {
                return false;
            }

            i += exponent;
        }

        number = rest[..i];
        return i < rest.Length;
    }

    private static int Digits(ReadOnlySpan<byte> text, int start)
    {
        int i = start;
        while (i < text.Length && (uint)(text[i] - '0') <= 9)
        {
            i++;
        }

        return i - start;
    }
}
