using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ledgerline.Serialization;

public sealed partial class JsonOutput
{
    // The longest text of each, in UTF-8.
    private const int LongestInteger = 20;
    private const int LongestDouble = 32;
    private const int LongestDecimal = 31;
    private const int LongestDate = 35;
    private const int GuidLength = 36;

    /// <summary>Writes null.</summary>
    public void WriteNull() => Raw("null"u8);

    /// <summary>Writes a boolean.</summary>
    public void Write(bool value) => Raw(value ? "true"u8 : "false"u8);

    /// <summary>Writes a number.</summary>
    public void Write(byte value) => Write((long)value);

    /// <summary>Writes a number.</summary>
    public void Write(sbyte value) => Write((long)value);

    /// <summary>Writes a number.</summary>
    public void Write(short value) => Write((long)value);

    /// <summary>Writes a number.</summary>
    public void Write(ushort value) => Write((long)value);

    /// <summary>Writes a number.</summary>
    public void Write(int value) => Write((long)value);

    /// <summary>Writes a number.</summary>
    public void Write(uint value) => Write((ulong)value);

    /// <summary>Writes a number.</summary>
    public void Write(long value)
    {
        Utf8Formatter.TryFormat(value, Free(LongestInteger), out int written);
        _length += written;
    }

    /// <summary>Writes a number.</summary>
    public void Write(ulong value)
    {
        Utf8Formatter.TryFormat(value, Free(LongestInteger), out int written);
        _length += written;
    }

    /// <summary>Writes a number.</summary>
    /// <exception cref="ArgumentException">It is infinite or not a number, and the options allow no names for these.</exception>
    public void Write(float value)
    {
        if (!float.IsFinite(value))
        {
            WriteNamed(value);
            return;
        }

        Utf8Formatter.TryFormat(value, Free(LongestDouble), out int written);
        _length += written;
    }

    /// <summary>Writes a number.</summary>
    /// <exception cref="ArgumentException">It is infinite or not a number, and the options allow no names for these.</exception>
    public void Write(double value)
    {
        if (!double.IsFinite(value))
        {
            WriteNamed(value);
            return;
        }

        Utf8Formatter.TryFormat(value, Free(LongestDouble), out int written);
        _length += written;
    }

    /// <summary>Writes a number.</summary>
    public void Write(decimal value)
    {
        Utf8Formatter.TryFormat(value, Free(LongestDecimal), out int written);
        _length += written;
    }

    /// <summary>Writes a number, as a string where that is asked for.</summary>
    public void Write(byte value, JsonNumberHandling handling) => Write((long)value, handling);

    /// <summary>Writes a number, as a string where that is asked for.</summary>
    public void Write(sbyte value, JsonNumberHandling handling) => Write((long)value, handling);

    /// <summary>Writes a number, as a string where that is asked for.</summary>
    public void Write(short value, JsonNumberHandling handling) => Write((long)value, handling);

    /// <summary>Writes a number, as a string where that is asked for.</summary>
    public void Write(ushort value, JsonNumberHandling handling) => Write((long)value, handling);

    /// <summary>Writes a number, as a string where that is asked for.</summary>
    public void Write(int value, JsonNumberHandling handling) => Write((long)value, handling);

    /// <summary>Writes a number, as a string where that is asked for.</summary>
    public void Write(uint value, JsonNumberHandling handling) => Write((ulong)value, handling);

    /// <summary>Writes a number, as a string where that is asked for.</summary>
    public void Write(long value, JsonNumberHandling handling)
    {
        Quote(handling);
        Write(value);
        Quote(handling);
    }

    /// <summary>Writes a number, as a string where that is asked for.</summary>
    public void Write(ulong value, JsonNumberHandling handling)
    {
        Quote(handling);
        Write(value);
        Quote(handling);
    }

    /// <summary>Writes a number, as a string where that is asked for.</summary>
    public void Write(decimal value, JsonNumberHandling handling)
    {
        Quote(handling);
        Write(value);
        Quote(handling);
    }

    /// <summary>Writes a number, as a string where that is asked for.</summary>
    public void Write(Int128 value, JsonNumberHandling handling)
    {
        Quote(handling);
        Write(value);
        Quote(handling);
    }

    /// <summary>Writes a number, as a string where that is asked for.</summary>
    public void Write(UInt128 value, JsonNumberHandling handling)
    {
        Quote(handling);
        Write(value);
        Quote(handling);
    }

    /// <summary>Writes a number, as a string where that is asked for, or where it is not finite and that is allowed.</summary>
    /// <exception cref="ArgumentException">It is infinite or not a number, and has no name here.</exception>
    public void Write(float value, JsonNumberHandling handling)
    {
        if (!TryWriteName(value, handling))
        {
            Quote(handling);
            Write(value);
            Quote(handling);
        }
    }

    /// <summary>Writes a number, as a string where that is asked for, or where it is not finite and that is allowed.</summary>
    /// <exception cref="ArgumentException">It is infinite or not a number, and has no name here.</exception>
    public void Write(double value, JsonNumberHandling handling)
    {
        if (!TryWriteName(value, handling))
        {
            Quote(handling);
            Write(value);
            Quote(handling);
        }
    }

    /// <summary>Writes a number, as a string where that is asked for, or where it is not finite and that is allowed.</summary>
    /// <exception cref="ArgumentException">It is infinite or not a number, and has no name here.</exception>
    public void Write(Half value, JsonNumberHandling handling)
    {
        if (!TryWriteName((double)value, handling))
        {
            Quote(handling);
            Write(value);
            Quote(handling);
        }
    }

    /// <summary>Writes a GUID.</summary>
    public void Write(Guid value)
    {
        Span<byte> free = Free(GuidLength + 2);
        free[0] = (byte)'"';
        Utf8Formatter.TryFormat(value, free[1..], out int written);
        free[written + 1] = (byte)'"';
        _length += written + 2;
    }

    /// <summary>Writes a date and time in ISO 8601.</summary>
    public void Write(DateTime value)
    {
        Span<byte> free = Free(LongestDate);
        Utf8Formatter.TryFormat(value, free[1..], out int written, 'O');
        EndDate(free, written);
    }

    /// <summary>Writes a date and time in ISO 8601.</summary>
    public void Write(DateTimeOffset value)
    {
        Span<byte> free = Free(LongestDate);
        Utf8Formatter.TryFormat(value, free[1..], out int written, 'O');
        EndDate(free, written);
    }

    /// <summary>Writes a date.</summary>
    public void Write(DateOnly value) => Write(JsonMetadataServices.DateOnlyConverter, value);

    /// <summary>Writes a time.</summary>
    public void Write(TimeOnly value) => Write(JsonMetadataServices.TimeOnlyConverter, value);

    /// <summary>Writes a time span.</summary>
    public void Write(TimeSpan value) => Write(JsonMetadataServices.TimeSpanConverter, value);

    /// <summary>Writes a string of one character.</summary>
    public void Write(char value) => WriteText([value]);

    /// <summary>Writes a number.</summary>
    public void Write(Int128 value) => Write(JsonMetadataServices.Int128Converter, value);

    /// <summary>Writes a number.</summary>
    public void Write(UInt128 value) => Write(JsonMetadataServices.UInt128Converter, value);

    /// <summary>Writes a number.</summary>
    /// <exception cref="ArgumentException">It is infinite or not a number.</exception>
    public void Write(Half value) => Write(JsonMetadataServices.HalfConverter, value);

    /// <summary>Writes a URI as it was given.</summary>
    public void Write(Uri value) => Write(JsonMetadataServices.UriConverter, value);

    /// <summary>Writes a version.</summary>
    public void Write(Version value) => Write(JsonMetadataServices.VersionConverter, value);

    /// <summary>Writes any JSON.</summary>
    public void Write(JsonNode value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Utf8JsonWriter writer = Writer;
        value.WriteTo(writer, Options?.Options);
        EndValue(writer);
    }

    /// <summary>Writes bytes in base 64.</summary>
    public void Write(ReadOnlyMemory<byte> value) => WriteBase64(value.Span);

    /// <summary>Writes bytes in base 64.</summary>
    public void Write(Memory<byte> value) => WriteBase64(value.Span);

    /// <summary>Writes bytes in base 64.</summary>
    public void Write(byte[] value) => WriteBase64(value);

    /// <summary>Writes bytes in base 64.</summary>
    public void WriteBase64(ReadOnlySpan<byte> value)
    {
        Span<byte> free = Free(checked(Base64.GetMaxEncodedToUtf8Length(value.Length) + 2));
        free[0] = (byte)'"';
        Base64.EncodeToUtf8(value, free[1..], out _, out int written);
        free[written + 1] = (byte)'"';
        _length += written + 2;
    }

    /// <summary>Cuts the zeros at the end of the seven digits of a second, and puts what remains in quotes.</summary>
    private void EndDate(Span<byte> free, int written)
    {
        const int Point = 20;
        const int Digits = 7;
        int end = Point + Digits;
        while (free[end] == (byte)'0')
        {
            end--;
        }

        end = end == Point ? Point : end + 1;
        ReadOnlySpan<byte> zone = free[(Point + Digits + 1)..(written + 1)];
        zone.CopyTo(free[end..]);
        free[0] = (byte)'"';
        free[end + zone.Length] = (byte)'"';
        _length += end + zone.Length + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Free(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Reserve(count);
        }

        return _bytes.AsSpan(_length);
    }

    /// <summary>Writes the quote before or behind a number that is asked for as a string.</summary>
    private void Quote(JsonNumberHandling handling)
    {
        if ((handling & JsonNumberHandling.WriteAsString) != 0)
        {
            Raw("\""u8);
        }
    }

    private bool TryWriteName(double value, JsonNumberHandling handling)
    {
        const JsonNumberHandling asName = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowNamedFloatingPointLiterals;
        if (double.IsFinite(value) || (handling & asName) == 0)
        {
            return false;
        }

        WriteName(value);
        return true;
    }

    private void WriteNamed(double value)
    {
        if (Options is null || (Options.Numbers & JsonNumberHandling.AllowNamedFloatingPointLiterals) == 0)
        {
            throw new ArgumentException(
                $"JSON has no number for {value}: store a nullable, or allow it with [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)].");
        }

        WriteName(value);
    }

    private void WriteName(double value) =>
        Raw(double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);
}
