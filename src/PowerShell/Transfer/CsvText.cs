using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledgerline.PowerShell.Json;

namespace Ledgerline.PowerShell.Transfer;

/// <summary>
/// JSON values as fields of a table and back. Strings always stand in quotes, numbers, true, false and null never, and
/// objects and arrays are their JSON in quotes: every value comes back as what it was, and programs that know nothing of
/// this see what they expect. A string that would be mistaken for such JSON is written as a JSON string.
/// </summary>
internal static class CsvText
{
    /// <summary>Writes the value under the reader as a field.</summary>
    /// <param name="output">Takes the field.</param>
    /// <param name="reader">Stands at the value; at its end afterwards.</param>
    /// <param name="utf8">What is read.</param>
    public static void WriteValue(StringBuilder output, ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            string value = JsonString.Read(ref reader);
            WriteQuoted(
                output,
                JsonString.HasLoneSurrogate(value) ? JsonString.Escape(value)
                : CouldBeJson(value) && IsJson(value) ? $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\""
                : value);
            return;
        }

        int start = (int)reader.TokenStartIndex;
        bool isNested = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        reader.Skip();
        string json = Encoding.UTF8.GetString(utf8[start..(int)reader.BytesConsumed]);
        if (isNested)
        {
            WriteQuoted(output, json);
        }
        else
        {
            output.Append(json);
        }
    }

    /// <summary>Writes a text that needs quotes only where it would be divided without them.</summary>
    public static void WriteText(StringBuilder output, string text, char delimiter)
    {
        if (text.Length == 0 || text.AsSpan().ContainsAny(['"', '\r', '\n', delimiter]) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
        {
            WriteQuoted(output, text);
        }
        else
        {
            output.Append(text);
        }
    }

    /// <summary>The JSON that a field says; null where it says a string.</summary>
    public static string? ToJson(CsvField field)
    {
        string text = field.Text;
        bool isJson = field.IsQuoted
            ? CouldBeJson(text) && IsJson(text)
            : text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] is '-' or 't' or 'f' or 'n') && !char.IsWhiteSpace(text[^1]) && IsJson(text);
        return isJson ? text : null;
    }

    private static void WriteQuoted(StringBuilder output, string text) =>
        output.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');

    private static bool CouldBeJson(string text) => text.Length > 1 && text[0] is '{' or '[' or '"' && text[^1] is '}' or ']' or '"';

    private static bool IsJson(string text)
    {
        try
        {
            JsonPayload.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
