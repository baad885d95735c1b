using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Ledgerline.PowerShell.Json;

/// <summary>
/// Which .NET type a JSON number becomes: the most usual one that loses no digit. Integers are long, then BigInteger.
/// Fractions are double, then decimal where a double would round. What neither holds stays text.
/// </summary>
internal static class JsonNumber
{
    // A double gives back every decimal literal of so many significant digits.
    private const int DoubleDigits = 15;

    // 1e99999 is a short literal, but a long integer: beyond this it is not worth its memory.
    private const int MaxExponent = 9999;

    /// <summary>The number under the reader.</summary>
    public static object Read(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out long integer))
        {
            return integer;
        }

        return IsShort(reader.ValueSpan) && reader.TryGetDouble(out double value) && double.IsFinite(value) && value != 0
            ? value : Parse(reader.ValueSpan);
    }

    private static object Parse(ReadOnlySpan<byte> utf8)
    {
        string literal = Encoding.UTF8.GetString(utf8);
        if (!utf8.ContainsAny((byte)'.', (byte)'e', (byte)'E'))
        {
            return BigInteger.Parse(literal, CultureInfo.InvariantCulture);
        }

        double value = double.Parse(literal, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value))
        {
            return ParseHuge(literal);
        }

        string digits = SignificantDigits(literal);
        if (value == 0 && digits.Length > 0)
        {
            return literal;
        }

        if (digits.Length <= DoubleDigits || digits == SignificantDigits(Format(value)))
        {
            return value;
        }

        bool isExact = decimal.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact)
            && SignificantDigits(exact.ToString(CultureInfo.InvariantCulture)) == digits;
        return isExact ? (object)exact : value;
    }

    /// <summary>The shortest literal that reads back as the same double, never mistaken for an integer's.</summary>
    public static string Format(double value)
    {
        string literal = value.ToString("R", CultureInfo.InvariantCulture);
        return literal.AsSpan().ContainsAny('.', 'E') ? literal : literal + ".0";
    }

    private static object ParseHuge(string literal)
    {
        int e = literal.IndexOfAny(['e', 'E']);
        bool isSmallEnough = int.TryParse(literal.AsSpan(e + 1), CultureInfo.InvariantCulture, out int exponent)
            && exponent <= MaxExponent;
        return isSmallEnough
            && BigInteger.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out BigInteger integer)
            ? (object)integer
            : literal;
    }

    /// <summary>Whether a literal is a fraction, or has an exponent, and has no more digits than any double keeps.</summary>
    private static bool IsShort(ReadOnlySpan<byte> utf8) =>
        utf8.Length <= DoubleDigits && utf8.ContainsAny((byte)'.', (byte)'e', (byte)'E');

    /// <summary>A literal's digits without sign, point, exponent and the zeros at either end.</summary>
    private static string SignificantDigits(string literal)
    {
        var digits = new StringBuilder(literal.Length);
        foreach (char c in literal)
        {
            if (c is 'e' or 'E')
            {
                break;
            }

            if (char.IsAsciiDigit(c))
            {
                digits.Append(c);
            }
        }

        return digits.ToString().Trim('0');
    }
}
