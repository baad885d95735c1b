using System.Text.Json;

namespace Ledgerline.Serialization;

/// <summary>Writes JSON once more through a writer that indents or escapes otherwise.</summary>
internal static class JsonReplay
{
    public static void Copy(ReadOnlySpan<byte> utf8, Utf8JsonWriter writer)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    writer.WritePropertyName(reader.GetString()!);
                    break;
                case JsonTokenType.String:
                    CopyString(ref reader, utf8, writer);
                    break;
                default:
                    // Not raw: a raw value is not indented.
                    JsonElement.ParseValue(ref reader).WriteTo(writer);
                    break;
            }
        }
    }

    private static void CopyString(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, Utf8JsonWriter writer)
    {
        try
        {
            writer.WriteStringValue(reader.GetString());
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair has no string; somebody's raw JSON may hold one, and keeps it.
            writer.WriteRawValue(utf8[(int)reader.TokenStartIndex..(int)reader.BytesConsumed], skipInputValidation: true);
        }
    }
}
