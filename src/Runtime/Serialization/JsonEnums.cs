using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline.Serialization;

/// <summary>Enums by name, as <see cref="JsonStringEnumConverter{TEnum}"/> writes and reads them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonEnums
{
    /// <summary>Reads a name, several names of a set of flags, or a number.</summary>
    public static TEnum Read<TEnum>(ref Utf8JsonReader reader)
        where TEnum : struct, Enum
    {
        try
        {
            return Names<TEnum>.Converter.Read(ref reader, typeof(TEnum), Options);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or JsonException)
        {
            string expected = Expected<TEnum>();
            throw reader.TokenType == JsonTokenType.String
                ? new JsonException($"The JSON does not fit: expected {expected}, found '{JsonScalars.ReadString(ref reader)}'.", e)
                : JsonExpect.Unexpected(ref reader, expected, e);
        }
    }

    /// <summary>Reads a key of a dictionary: a name, several names of a set of flags, or a number.</summary>
    public static TEnum ReadKey<TEnum>(ref Utf8JsonReader reader)
        where TEnum : struct, Enum
    {
        try
        {
            return Names<TEnum>.Converter.ReadAsPropertyName(ref reader, typeof(TEnum), Options);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or JsonException)
        {
            throw new JsonException(
                $"The JSON does not fit: expected a key that is {Expected<TEnum>()}, found '{JsonScalars.ReadString(ref reader)}'.",
                e);
        }
    }

    /// <summary>Writes a key of a dictionary, with its colon.</summary>
    /// <param name="output">Takes the name.</param>
    /// <param name="key">The key.</param>
    public static void WriteKey<TEnum>(JsonOutput output, TEnum key)
        where TEnum : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteName(Names<TEnum>.Converter, key, Options);
    }

    /// <summary>Writes the name, or the number where the value has none.</summary>
    public static void Write<TEnum>(JsonOutput output, TEnum value)
        where TEnum : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(Names<TEnum>.Converter, value);
    }

    internal static JsonConverter<TEnum> Converter<TEnum>()
        where TEnum : struct, Enum => Names<TEnum>.Converter;

    // The converter encodes names with these.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Expected<TEnum>()
        where TEnum : struct, Enum => $"one of {typeof(TEnum).Name}'s names ({string.Join(", ", Enum.GetNames<TEnum>())})";

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly JsonConverter<TEnum> Converter =
            (JsonConverter<TEnum>)new JsonStringEnumConverter<TEnum>().CreateConverter(typeof(TEnum), Options)!;
    }
}
