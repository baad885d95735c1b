using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledgerline.Serialization;

namespace Ledgerline;

/// <summary>Turns values into the bytes that drivers move, and back.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
internal abstract class PayloadCodec<T>
{
    private PayloadBuffer? _kept;

    /// <summary>The codec of a contract: a generated one is used directly.</summary>
    public static PayloadCodec<T> Of(JsonTypeInfo<T> typeInfo) =>
        typeInfo.Converter is RecordConverter<T> generated ? new RecordCodec<T>(generated) : new TypedCodec<T>(typeInfo);

    public PayloadBuffer Rent() => Interlocked.Exchange(ref _kept, null) ?? new PayloadBuffer(CreateOutput());

    public void Return(PayloadBuffer buffer)
    {
        if (buffer.Reset())
        {
            _kept = buffer;
        }
    }

    /// <summary>Adds a value as one payload.</summary>
    public abstract void Encode(PayloadBuffer output, T value);

    /// <summary>Reads a payload.</summary>
    /// <param name="utf8">The payload.</param>
    /// <param name="keeper">
    /// Keeps what of the payload the value shall share, because its memory is reused; null where it never changes.
    /// </param>
    /// <exception cref="JsonException">The payload does not fit the type.</exception>
    public abstract T Decode(ReadOnlyMemory<byte> utf8, PayloadKeeper? keeper);

    /// <summary>Reads a document, whose memory never changes: one valid JSON value, on as many lines as whoever wrote it liked.</summary>
    /// <exception cref="JsonException">The document does not fit the type; the place is in these bytes.</exception>
    public virtual T DecodeDocument(ReadOnlyMemory<byte> utf8) => Decode(utf8, keeper: null);

    protected abstract JsonOutput CreateOutput();

    protected static void ThrowIfNull(T value)
    {
        if (value is null && !typeof(T).IsValueType)
        {
            throw new ArgumentNullException(nameof(value), $"A {typeof(T).Name} to store cannot be null: it could not be read back as one.");
        }
    }
}
