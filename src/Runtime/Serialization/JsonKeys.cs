using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ledgerline.Serialization;

/// <summary>Keys of dictionaries that are not strings: the names of JSON members, as System.Text.Json makes them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonKeys
{
    // The converters encode names with these.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a <see cref="Boolean"/>.</summary>
    public static bool ReadBoolean(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.BooleanConverter);

    /// <summary>Writes a <see cref="Boolean"/>.</summary>
    public static void Write(JsonOutput output, bool key) => Write(output, JsonMetadataServices.BooleanConverter, key);

    /// <summary>Reads a <see cref="Byte"/>.</summary>
    public static byte ReadByte(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.ByteConverter);

    /// <summary>Writes a <see cref="Byte"/>.</summary>
    public static void Write(JsonOutput output, byte key) => Number(output, key);

    /// <summary>Reads a <see cref="SByte"/>.</summary>
    public static sbyte ReadSByte(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.SByteConverter);

    /// <summary>Writes a <see cref="SByte"/>.</summary>
    public static void Write(JsonOutput output, sbyte key) => Number(output, key);

    /// <summary>Reads an <see cref="Int16"/>.</summary>
    public static short ReadInt16(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.Int16Converter);

    /// <summary>Writes an <see cref="Int16"/>.</summary>
    public static void Write(JsonOutput output, short key) => Number(output, key);

    /// <summary>Reads a <see cref="UInt16"/>.</summary>
    public static ushort ReadUInt16(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.UInt16Converter);

    /// <summary>Writes a <see cref="UInt16"/>.</summary>
    public static void Write(JsonOutput output, ushort key) => Number(output, key);

    /// <summary>Reads an <see cref="Int32"/>.</summary>
    public static int ReadInt32(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.Int32Converter);

    /// <summary>Writes an <see cref="Int32"/>.</summary>
    public static void Write(JsonOutput output, int key) => Number(output, key);

    /// <summary>Reads a <see cref="UInt32"/>.</summary>
    public static uint ReadUInt32(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.UInt32Converter);

    /// <summary>Writes a <see cref="UInt32"/>.</summary>
    public static void Write(JsonOutput output, uint key) => Number(output, key);

    /// <summary>Reads an <see cref="Int64"/>.</summary>
    public static long ReadInt64(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.Int64Converter);

    /// <summary>Writes an <see cref="Int64"/>.</summary>
    public static void Write(JsonOutput output, long key) => Number(output, key);

    /// <summary>Reads a <see cref="UInt64"/>.</summary>
    public static ulong ReadUInt64(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.UInt64Converter);

    /// <summary>Writes a <see cref="UInt64"/>.</summary>
    public static void Write(JsonOutput output, ulong key) => Write(output, JsonMetadataServices.UInt64Converter, key);

    /// <summary>Reads an <see cref="Int128"/>.</summary>
    public static Int128 ReadInt128(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.Int128Converter);

    /// <summary>Writes an <see cref="Int128"/>.</summary>
    public static void Write(JsonOutput output, Int128 key) => Write(output, JsonMetadataServices.Int128Converter, key);

    /// <summary>Reads a <see cref="UInt128"/>.</summary>
    public static UInt128 ReadUInt128(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.UInt128Converter);

    /// <summary>Writes a <see cref="UInt128"/>.</summary>
    public static void Write(JsonOutput output, UInt128 key) => Write(output, JsonMetadataServices.UInt128Converter, key);

    /// <summary>Reads a <see cref="Half"/>.</summary>
    public static Half ReadHalf(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.HalfConverter);

    /// <summary>Writes a <see cref="Half"/>.</summary>
    public static void Write(JsonOutput output, Half key) => Write(output, JsonMetadataServices.HalfConverter, key);

    /// <summary>Reads a <see cref="Single"/>.</summary>
    public static float ReadSingle(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.SingleConverter);

    /// <summary>Writes a <see cref="Single"/>.</summary>
    public static void Write(JsonOutput output, float key) => Write(output, JsonMetadataServices.SingleConverter, key);

    /// <summary>Reads a <see cref="Double"/>.</summary>
    public static double ReadDouble(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.DoubleConverter);

    /// <summary>Writes a <see cref="Double"/>.</summary>
    public static void Write(JsonOutput output, double key) => Write(output, JsonMetadataServices.DoubleConverter, key);

    /// <summary>Reads a <see cref="Decimal"/>.</summary>
    public static decimal ReadDecimal(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.DecimalConverter);

    /// <summary>Writes a <see cref="Decimal"/>.</summary>
    public static void Write(JsonOutput output, decimal key) => Write(output, JsonMetadataServices.DecimalConverter, key);

    /// <summary>Reads a <see cref="Char"/>.</summary>
    public static char ReadChar(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.CharConverter);

    /// <summary>Writes a <see cref="Char"/>.</summary>
    public static void Write(JsonOutput output, char key) => Write(output, JsonMetadataServices.CharConverter, key);

    /// <summary>Reads a <see cref="Guid"/>.</summary>
    public static Guid ReadGuid(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.GuidConverter);

    /// <summary>Writes a <see cref="Guid"/>.</summary>
    public static void Write(JsonOutput output, Guid key) => Write(output, JsonMetadataServices.GuidConverter, key);

    /// <summary>Reads a <see cref="DateTime"/>.</summary>
    public static DateTime ReadDateTime(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.DateTimeConverter);

    /// <summary>Writes a <see cref="DateTime"/>.</summary>
    public static void Write(JsonOutput output, DateTime key) => Write(output, JsonMetadataServices.DateTimeConverter, key);

    /// <summary>Reads a <see cref="DateTimeOffset"/>.</summary>
    public static DateTimeOffset ReadDateTimeOffset(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.DateTimeOffsetConverter);

    /// <summary>Writes a <see cref="DateTimeOffset"/>.</summary>
    public static void Write(JsonOutput output, DateTimeOffset key) => Write(output, JsonMetadataServices.DateTimeOffsetConverter, key);

    /// <summary>Reads a <see cref="DateOnly"/>.</summary>
    public static DateOnly ReadDateOnly(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.DateOnlyConverter);

    /// <summary>Writes a <see cref="DateOnly"/>.</summary>
    public static void Write(JsonOutput output, DateOnly key) => Write(output, JsonMetadataServices.DateOnlyConverter, key);

    /// <summary>Reads a <see cref="TimeOnly"/>.</summary>
    public static TimeOnly ReadTimeOnly(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.TimeOnlyConverter);

    /// <summary>Writes a <see cref="TimeOnly"/>.</summary>
    public static void Write(JsonOutput output, TimeOnly key) => Write(output, JsonMetadataServices.TimeOnlyConverter, key);

    /// <summary>Reads a <see cref="TimeSpan"/>.</summary>
    public static TimeSpan ReadTimeSpan(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.TimeSpanConverter);

    /// <summary>Writes a <see cref="TimeSpan"/>.</summary>
    public static void Write(JsonOutput output, TimeSpan key) => Write(output, JsonMetadataServices.TimeSpanConverter, key);

    /// <summary>Reads a <see cref="Uri"/>.</summary>
    public static Uri ReadUri(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.UriConverter);

    /// <summary>Writes a <see cref="Uri"/>.</summary>
    public static void Write(JsonOutput output, Uri key) => Write(output, JsonMetadataServices.UriConverter, key);

    /// <summary>Reads a <see cref="Version"/>.</summary>
    public static Version ReadVersion(ref Utf8JsonReader reader) => Read(ref reader, JsonMetadataServices.VersionConverter);

    /// <summary>Writes a <see cref="Version"/>.</summary>
    public static void Write(JsonOutput output, Version key) => Write(output, JsonMetadataServices.VersionConverter, key);

    private static void Number(JsonOutput output, long key)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Raw("\""u8);
        output.Write(key);
        output.Raw("\":"u8);
    }

    private static void Write<T>(JsonOutput output, JsonConverter<T?> converter, T key)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteName(converter, key, Options);
    }

    private static T Read<T>(ref Utf8JsonReader reader, JsonConverter<T?> converter)
    {
        try
        {
            return converter.ReadAsPropertyName(ref reader, typeof(T), Options)!;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or JsonException)
        {
            throw new JsonException($"The JSON does not fit: expected a key that is a {typeof(T).Name}, found '{JsonScalars.ReadString(ref reader)}'.", e);
        }
    }
}
