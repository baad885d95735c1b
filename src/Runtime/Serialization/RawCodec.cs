using Ledgerline.Serialization;

namespace Ledgerline;

/// <summary>Payloads as they are.</summary>
internal sealed class RawCodec : PayloadCodec<JsonPayload>
{
    public static readonly RawCodec Instance = new();

    public override void Encode(PayloadBuffer output, JsonPayload value)
    {
        output.Output.Raw(value.Utf8.Span);
        output.EndPayload();
    }

    public override JsonPayload Decode(ReadOnlyMemory<byte> utf8, PayloadKeeper? keeper) =>
        JsonPayload.Trusted(keeper is null ? utf8 : keeper.Keep(utf8.Span));

    public override JsonPayload DecodeDocument(ReadOnlyMemory<byte> utf8) => JsonPayload.Trusted(JsonText.OnOneLine(utf8));

    protected override JsonOutput CreateOutput() => new(JsonText.WriterOptions);
}
