using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Ledgerline.Serialization;

/// <summary>Reads and writes objects whose case is not known, byte for byte.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonUnknown
{
    /// <summary>Whether a discriminator can be that of a case that is not known: a string or a number.</summary>
    /// <param name="discriminator">On the discriminator's value.</param>
    public static bool IsDiscriminator(ref Utf8JsonReader discriminator) =>
        discriminator.TokenType is JsonTokenType.String or JsonTokenType.Number;

    /// <summary>Reads the object and keeps its text.</summary>
    /// <exception cref="JsonException">It is not valid UTF-8, or has a member twice where the options do not allow that.</exception>
    public static JsonElement ReadElement(ref Utf8JsonReader reader, RecordOptions options)
    {
        JsonElement element = JsonExpect.Element(ref reader, options);
        return Utf8.IsValid(JsonMarshal.GetRawUtf8Value(element)) ? element : throw Invalid();
    }

    /// <summary>Reads the object and keeps its text, on one line.</summary>
    /// <exception cref="JsonException">It is not valid UTF-8, or has a member twice where the options do not allow that.</exception>
    public static JsonPayload ReadPayload(ref Utf8JsonReader reader, RecordOptions options)
    {
        JsonElement element = ReadElement(ref reader, options);
        ReadOnlySpan<byte> text = JsonMarshal.GetRawUtf8Value(element);
        return IsStrict(text, JsonText.MaxDepth)
            ? JsonPayload.Trusted(JsonText.OnOneLine(text.ToArray()))
            : JsonPayload.FromElement(element);
    }

    /// <summary>Writes the text of an object.</summary>
    /// <param name="output">Takes the object.</param>
    /// <param name="value">The object with its discriminator.</param>
    /// <param name="type">The hierarchy, for the message.</param>
    /// <param name="member">The discriminator's name.</param>
    /// <exception cref="JsonException">It is no object, has no discriminator, or is nested too deep: it could not be read back.</exception>
    public static void Write(JsonOutput output, JsonElement value, string type, string member)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw NoCase(type, member);
        }

        // A document that was parsed with comments or trailing commas has them in its text.
        ReadOnlySpan<byte> text = JsonMarshal.GetRawUtf8Value(value);
        Write(output, IsStrict(text, int.MaxValue) ? text : JsonText.Write(value).Span, type, member);
    }

    /// <summary>Writes the text of an object.</summary>
    /// <param name="output">Takes the object.</param>
    /// <param name="value">The object with its discriminator.</param>
    /// <param name="type">The hierarchy, for the message.</param>
    /// <param name="member">The discriminator's name.</param>
    /// <exception cref="JsonException">It is no object, has no discriminator, or is nested too deep: it could not be read back.</exception>
    public static void Write(JsonOutput output, JsonPayload value, string type, string member) =>
        Write(output, value.Utf8.Span, type, member);

    private static void Write(JsonOutput output, ReadOnlySpan<byte> text, string type, string member)
    {
        ArgumentNullException.ThrowIfNull(output);
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        Utf8JsonReader discriminator = reader;
        if (reader.TokenType != JsonTokenType.StartObject
            || !TryFind(ref discriminator, member)
            || !IsDiscriminator(ref discriminator))
        {
            throw NoCase(type, member);
        }

        output.ThrowIfDeeper(text);
        output.Raw(JsonText.HasLineBreaks(text) ? JsonText.OnOneLine(text.ToArray()).Span : text);
    }

    private static bool TryFind(ref Utf8JsonReader reader, string member)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool found = reader.ValueTextEquals(member);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool IsStrict(ReadOnlySpan<byte> text, int maxDepth)
    {
        if (!Utf8.IsValid(text))
        {
            return false;
        }

        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonException Invalid() => new("Expected an unknown case in UTF-8, found bytes that are not.");

    private static JsonException NoCase(string type, string member) =>
        new($"Expected an object with a discriminator '{member}' as the unknown case of {type} to write: another could not be read back.");
}
