namespace Ledgerline.Serialization;

/// <summary>Records by their generated serializer, without a detour through System.Text.Json.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
internal sealed class RecordCodec<T>(RecordConverter<T> converter) : PayloadCodec<T>
{
    public override void Encode(PayloadBuffer output, T value)
    {
        ThrowIfNull(value);
        converter.Write(output.Output, value);
        output.EndPayload();
    }

    public override T Decode(ReadOnlyMemory<byte> utf8, PayloadKeeper? keeper) => converter.Read(utf8.Span);

    protected override JsonOutput CreateOutput() => new(converter.Options);
}
