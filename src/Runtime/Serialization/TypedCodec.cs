using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledgerline.Serialization;

namespace Ledgerline;

/// <summary>Values by a System.Text.Json contract that is not ours.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
internal sealed class TypedCodec<T>(JsonTypeInfo<T> typeInfo) : PayloadCodec<T>
{
    public override void Encode(PayloadBuffer output, T value)
    {
        ThrowIfNull(value);
        Utf8JsonWriter writer = output.Output.Writer;
        JsonSerializer.Serialize(writer, value, typeInfo);
        JsonOutput.EndValue(writer);
        output.EndPayload();
    }

    public override T Decode(ReadOnlyMemory<byte> utf8, PayloadKeeper? keeper)
    {
        T? value = JsonSerializer.Deserialize(utf8.Span, typeInfo);
        return value is not null || typeof(T).IsValueType
            ? value!
            : throw new JsonException($"The JSON is null, expected a {typeof(T).Name}.");
    }

    protected override JsonOutput CreateOutput() => new(new JsonWriterOptions
    {
        Encoder = typeInfo.Options.Encoder,
        MaxDepth = typeInfo.Options.MaxDepth,
        SkipValidation = true,
    });
}
