using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ledgerline;

/// <summary>Values by their System.Text.Json contract, whoever wrote it.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
internal sealed class TypedCodec<T>(JsonTypeInfo<T> typeInfo) : PayloadCodec<T>(new JsonWriterOptions
{
    Encoder = typeInfo.Options.Encoder,
    MaxDepth = typeInfo.Options.MaxDepth,
    SkipValidation = true,
})
{
    public override void Encode(PayloadBuffer output, T value)
    {
        if (value is null && !typeof(T).IsValueType)
        {
            throw new ArgumentNullException(nameof(value), $"A {typeof(T).Name} to store cannot be null: it could not be read back as one.");
        }

        JsonSerializer.Serialize(output.Writer, value, typeInfo);
        output.Writer.Flush();
        output.Writer.Reset();
        output.EndPayload();
    }

    public override T Decode(ReadOnlyMemory<byte> utf8, PayloadKeeper? keeper)
    {
        T? value = JsonSerializer.Deserialize(utf8.Span, typeInfo);
        return value is not null || typeof(T).IsValueType
            ? value!
            : throw new JsonException($"The JSON is null, expected a {typeof(T).Name}.");
    }
}
