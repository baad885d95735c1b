using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ledgerline.Serialization;

/// <summary>
/// Reads scalars as System.Text.Json does, and says what was expected and found where one does not fit.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonScalars
{
    // The converters of scalars take no notice of options, but want some.
    private static readonly JsonSerializerOptions Options = new();

    /// <summary>Reads a boolean.</summary>
    public static bool ReadBoolean(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw JsonExpect.Unexpected(ref reader, "true or false"),
    };

    /// <summary>Reads a string that is not null.</summary>
    public static string ReadString(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            throw JsonExpect.Unexpected(ref reader, "a string");
        }

        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("The JSON does not fit: expected a string of valid characters, found broken UTF-8 or half a surrogate pair.", e);
        }
    }

    /// <summary>Reads a string that may be null.</summary>
    public static string? ReadNullableString(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null : ReadString(ref reader);

    /// <summary>Reads bytes in base 64.</summary>
    public static byte[] ReadBytes(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out byte[]? value)
            ? value
            : throw JsonExpect.Unexpected(ref reader, "a string in base 64");

    /// <summary>Reads a <see cref="Byte"/>, from a string too where that is allowed.</summary>
    public static byte ReadByte(ref Utf8JsonReader reader, JsonNumberHandling handling) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetByte(out byte value)
            ? value
            : ReadQuoted(ref reader, handling, JsonMetadataServices.ByteConverter, "an integer from 0 to 255");

    /// <summary>Reads a <see cref="SByte"/>, from a string too where that is allowed.</summary>
    public static sbyte ReadSByte(ref Utf8JsonReader reader, JsonNumberHandling handling) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetSByte(out sbyte value)
            ? value
            : ReadQuoted(ref reader, handling, JsonMetadataServices.SByteConverter, "an integer from -128 to 127");

    /// <summary>Reads an <see cref="Int16"/>, from a string too where that is allowed.</summary>
    public static short ReadInt16(ref Utf8JsonReader reader, JsonNumberHandling handling) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt16(out short value)
            ? value
            : ReadQuoted(ref reader, handling, JsonMetadataServices.Int16Converter, "a 16-bit integer");

    /// <summary>Reads a <see cref="UInt16"/>, from a string too where that is allowed.</summary>
    public static ushort ReadUInt16(ref Utf8JsonReader reader, JsonNumberHandling handling) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetUInt16(out ushort value)
            ? value
            : ReadQuoted(ref reader, handling, JsonMetadataServices.UInt16Converter, "an unsigned 16-bit integer");

    /// <summary>Reads an <see cref="Int32"/>, from a string too where that is allowed.</summary>
    public static int ReadInt32(ref Utf8JsonReader reader, JsonNumberHandling handling) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int value)
            ? value
            : ReadQuoted(ref reader, handling, JsonMetadataServices.Int32Converter, "a 32-bit integer");

    /// <summary>Reads a <see cref="UInt32"/>, from a string too where that is allowed.</summary>
    public static uint ReadUInt32(ref Utf8JsonReader reader, JsonNumberHandling handling) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetUInt32(out uint value)
            ? value
            : ReadQuoted(ref reader, handling, JsonMetadataServices.UInt32Converter, "an unsigned 32-bit integer");

    /// <summary>Reads an <see cref="Int64"/>, from a string too where that is allowed.</summary>
    public static long ReadInt64(ref Utf8JsonReader reader, JsonNumberHandling handling) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long value)
            ? value
            : ReadQuoted(ref reader, handling, JsonMetadataServices.Int64Converter, "a 64-bit integer");

    /// <summary>Reads a <see cref="UInt64"/>, from a string too where that is allowed.</summary>
    public static ulong ReadUInt64(ref Utf8JsonReader reader, JsonNumberHandling handling) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out ulong value)
            ? value
            : ReadQuoted(ref reader, handling, JsonMetadataServices.UInt64Converter, "an unsigned 64-bit integer");

    /// <summary>Reads an <see cref="Int128"/>, from a string too where that is allowed.</summary>
    public static Int128 ReadInt128(ref Utf8JsonReader reader, JsonNumberHandling handling) =>
        reader.TokenType == JsonTokenType.Number
            ? Read(ref reader, JsonMetadataServices.Int128Converter, "a 128-bit integer")
            : ReadQuoted(ref reader, handling, JsonMetadataServices.Int128Converter, "a 128-bit integer");

    /// <summary>Reads a <see cref="UInt128"/>, from a string too where that is allowed.</summary>
    public static UInt128 ReadUInt128(ref Utf8JsonReader reader, JsonNumberHandling handling) =>
        reader.TokenType == JsonTokenType.Number
            ? Read(ref reader, JsonMetadataServices.UInt128Converter, "an unsigned 128-bit integer")
            : ReadQuoted(ref reader, handling, JsonMetadataServices.UInt128Converter, "an unsigned 128-bit integer");

    /// <summary>Reads a <see cref="Half"/>, from a string too where that is allowed.</summary>
    public static Half ReadHalf(ref Utf8JsonReader reader, JsonNumberHandling handling) =>
        reader.TokenType == JsonTokenType.Number
            ? Read(ref reader, JsonMetadataServices.HalfConverter, "a number that fits Half")
            : ReadQuoted(ref reader, handling, JsonMetadataServices.HalfConverter, "a number that fits Half");

    /// <summary>Reads a <see cref="Single"/>, from a string too where that is allowed.</summary>
    public static float ReadSingle(ref Utf8JsonReader reader, JsonNumberHandling handling) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out float value)
            ? value
            : ReadQuoted(ref reader, handling, JsonMetadataServices.SingleConverter, "a number");

    /// <summary>Reads a <see cref="Double"/>, from a string too where that is allowed.</summary>
    public static double ReadDouble(ref Utf8JsonReader reader, JsonNumberHandling handling) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double value)
            ? value
            : ReadQuoted(ref reader, handling, JsonMetadataServices.DoubleConverter, "a number");

    /// <summary>Reads a <see cref="Decimal"/>, from a string too where that is allowed.</summary>
    public static decimal ReadDecimal(ref Utf8JsonReader reader, JsonNumberHandling handling) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out decimal value)
            ? value
            : ReadQuoted(ref reader, handling, JsonMetadataServices.DecimalConverter, "a number that fits decimal");

    /// <summary>Reads a <see cref="Guid"/>.</summary>
    public static Guid ReadGuid(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out Guid value) ? value : throw Unexpected(ref reader, "a GUID");

    /// <summary>Reads a <see cref="DateTime"/>.</summary>
    public static DateTime ReadDateTime(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out DateTime value) ? value : throw Unexpected(ref reader, "a date and time in ISO 8601");

    /// <summary>Reads a <see cref="DateTimeOffset"/>.</summary>
    public static DateTimeOffset ReadDateTimeOffset(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out DateTimeOffset value) ? value : throw Unexpected(ref reader, "a date and time in ISO 8601");

    /// <summary>Reads a <see cref="DateOnly"/>.</summary>
    public static DateOnly ReadDateOnly(ref Utf8JsonReader reader) =>
        Read(ref reader, JsonMetadataServices.DateOnlyConverter, "a date such as \"2026-12-31\"");

    /// <summary>Reads a <see cref="TimeOnly"/>.</summary>
    public static TimeOnly ReadTimeOnly(ref Utf8JsonReader reader) =>
        Read(ref reader, JsonMetadataServices.TimeOnlyConverter, "a time such as \"23:59:59\"");

    /// <summary>Reads a <see cref="TimeSpan"/>.</summary>
    public static TimeSpan ReadTimeSpan(ref Utf8JsonReader reader) =>
        Read(ref reader, JsonMetadataServices.TimeSpanConverter, "a time span such as \"1.23:59:59\"");

    /// <summary>Reads a <see cref="Char"/>.</summary>
    public static char ReadChar(ref Utf8JsonReader reader) =>
        Read(ref reader, JsonMetadataServices.CharConverter, "a string of one character");

    /// <summary>Reads a <see cref="Uri"/>.</summary>
    public static Uri ReadUri(ref Utf8JsonReader reader) =>
        Read(ref reader, JsonMetadataServices.UriConverter, "an absolute or relative URI");

    /// <summary>Reads a <see cref="Version"/>.</summary>
    public static Version ReadVersion(ref Utf8JsonReader reader) =>
        Read(ref reader, JsonMetadataServices.VersionConverter, "a version such as \"1.2.3.4\"");

    /// <summary>Reads bytes in base 64.</summary>
    public static Memory<byte> ReadMemoryOfBytes(ref Utf8JsonReader reader) =>
        Read(ref reader, JsonMetadataServices.MemoryByteConverter, "a string in base 64");

    /// <summary>Reads bytes in base 64.</summary>
    public static ReadOnlyMemory<byte> ReadReadOnlyMemoryOfBytes(ref Utf8JsonReader reader) =>
        Read(ref reader, JsonMetadataServices.ReadOnlyMemoryByteConverter, "a string in base 64");

    /// <summary>Reads any JSON but null.</summary>
    public static JsonNode ReadJsonNode(ref Utf8JsonReader reader, RecordOptions options) =>
        ReadTree(ref reader, options, JsonMetadataServices.JsonNodeConverter, "any JSON but null");

    /// <summary>Reads an object with any members.</summary>
    public static JsonObject ReadJsonObject(ref Utf8JsonReader reader, RecordOptions options) =>
        ReadTree(ref reader, options, JsonMetadataServices.JsonObjectConverter, "an object");

    /// <summary>Reads an array with any items.</summary>
    public static JsonArray ReadJsonArray(ref Utf8JsonReader reader, RecordOptions options) =>
        ReadTree(ref reader, options, JsonMetadataServices.JsonArrayConverter, "an array");

    /// <summary>Reads a string, a number or a boolean.</summary>
    public static JsonValue ReadJsonValue(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
            ? throw Unexpected(ref reader, "a string, a number or a boolean")
            : Read(ref reader, JsonMetadataServices.JsonValueConverter, "a string, a number or a boolean");

    private static T ReadTree<T>(ref Utf8JsonReader reader, RecordOptions options, JsonConverter<T?> converter, string expected)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.AllowsDuplicates)
        {
            JsonDuplicates.ThrowIfAnyWithin(reader);
        }

        return Read(ref reader, converter, expected);
    }

    private static T ReadQuoted<T>(ref Utf8JsonReader reader, JsonNumberHandling handling, JsonConverter<T> converter, string expected)
        where T : struct
    {
        if (reader.TokenType != JsonTokenType.String || handling == JsonNumberHandling.Strict)
        {
            throw Unexpected(ref reader, expected);
        }

        try
        {
            return JsonSerializer.Deserialize(ref reader, NumberContract<T>.Of(handling, converter));
        }
        catch (JsonException e)
        {
            throw Unexpected(ref reader, expected, e);
        }
    }

    private static T Read<T>(ref Utf8JsonReader reader, JsonConverter<T?> converter, string expected)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            throw Unexpected(ref reader, expected);
        }

        try
        {
            return converter.Read(ref reader, typeof(T), Options)!;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or JsonException)
        {
            throw Unexpected(ref reader, expected, e);
        }
    }

    private static JsonException Unexpected(ref Utf8JsonReader reader, string expected, Exception? inner = null) =>
        JsonExpect.Unexpected(ref reader, expected, inner);
}
