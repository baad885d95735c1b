using System.Text.Json;
using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>Makes entries of the bytes that a cursor passes. One for each cursor.</summary>
/// <typeparam name="T">The type of the entries.</typeparam>
internal sealed class EntryDecoder<T>(LogDefinition<T> definition)
{
    private readonly PayloadCodec<T> _codec = definition.Codec;
    private readonly PayloadKeeper _keeper = new();

    /// <exception cref="LogDataException">The entry does not fit <typeparamref name="T"/>.</exception>
    public LogEntry<T> Decode(in RawLogEntry raw)
    {
        try
        {
            return new(raw.Seq, DateTimeOffset.FromUnixTimeMilliseconds(raw.TimestampMs), _codec.Decode(raw.Payload, _keeper));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new LogDataException(definition.Name, raw.Seq, typeof(T), e);
        }
    }
}
