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
        JsonSerializer.Serialize(output.Writer, value, typeInfo);
        output.Writer.Flush();
        output.Writer.Reset();
        output.EndPayload();
    }

    public override T Decode(ReadOnlyMemory<byte> utf8)
    {
        // A stored null is for the contract to accept or to refuse; what it accepts is a T.
        return JsonSerializer.Deserialize(utf8.Span, typeInfo)!;
    }
}
