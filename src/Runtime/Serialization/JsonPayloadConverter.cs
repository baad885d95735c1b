using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline;

/// <summary>Lets a <see cref="JsonPayload"/> stand where System.Text.Json writes or reads a value.</summary>
internal sealed class JsonPayloadConverter : JsonConverter<JsonPayload>
{
    public override bool HandleNull => true;

    public override JsonPayload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonPayload.FromElement(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, JsonPayload value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
