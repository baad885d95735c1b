using System.Buffers;
using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline.Serialization;

/// <summary>
/// Looks for converters in options that System.Text.Json would use for what a record is made of, and that generated code
/// does not. Generated code names the types.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConverterCheck
{
    private readonly JsonSerializerOptions _options;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    internal ConverterCheck(JsonSerializerOptions options) => _options = options;

    /// <summary>Begins with a type that generated code writes as an object.</summary>
    /// <param name="type">The type.</param>
    /// <param name="id">Its serializer: a base that is a case of itself has two.</param>
    /// <returns>Whether it was not met before.</returns>
    /// <exception cref="NotSupportedException">A converter can convert it.</exception>
    public bool Begin(Type type, string id)
    {
        Value(type);
        return _seen.Add(id);
    }

    /// <summary>Checks the type of a value.</summary>
    /// <exception cref="NotSupportedException">A converter can convert it.</exception>
    public void Value(Type type)
    {
        if (Find(type) is { } converter)
        {
            throw Refusal(converter, type);
        }
    }

    /// <summary>Checks an enum: a converter that does to it what generated code does is fine.</summary>
    /// <exception cref="NotSupportedException">A converter writes or reads it otherwise.</exception>
    public void Enum<TEnum>()
        where TEnum : struct, Enum
    {
        if (Find(typeof(TEnum)) is { } converter && !IsByName<TEnum>(converter))
        {
            throw Refusal(converter, typeof(TEnum));
        }
    }

    private JsonConverter? Find(Type type)
    {
        foreach (JsonConverter converter in _options.Converters)
        {
            if (converter.CanConvert(type))
            {
                return converter;
            }
        }

        return null;
    }

    /// <summary>Whether a factory of names writes each name as it is declared, and takes numbers.</summary>
    private bool IsByName<TEnum>(JsonConverter converter)
        where TEnum : struct, Enum
    {
        if (converter is not JsonConverterFactory factory
            || factory.CreateConverter(typeof(TEnum), _options) is not JsonConverter<TEnum> names)
        {
            return false;
        }

        try
        {
            var number = new Utf8JsonReader("1"u8);
            number.Read();
            names.Read(ref number, typeof(TEnum), _options);
            return System.Enum.GetValues<TEnum>().All(value => Written(names, value) == Written(JsonEnums.Converter<TEnum>(), value));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private string Written<TEnum>(JsonConverter<TEnum> converter, TEnum value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions);
        converter.Write(writer, value, _options);
        writer.Flush();

        // As it is read: options may escape otherwise.
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
    }

    private static NotSupportedException Refusal(JsonConverter converter, Type type) => OptionsRule.Refusal(
        nameof(JsonSerializerOptions.Converters),
        converter.GetType(),
        $"it converts {type}, which the record writes by generated code; put [JsonConverter] on the member or the type instead");
}
