using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline.Serialization;

/// <summary>
/// Where generated serializers write: compact UTF-8, straight into one growing array. It checks nothing but depth; that the
/// pieces make JSON is the generator's business. For one thread at a time.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class JsonOutput : IBufferWriter<byte>
{
    private readonly JsonWriterOptions _writerOptions;
    private byte[] _bytes = new byte[1024];
    private int _length;
    private int _depthLeft;
    private Utf8JsonWriter? _writer;

    internal JsonOutput(RecordOptions options)
        : this(options.WriterOptions) => Options = options;

    internal JsonOutput(JsonWriterOptions writerOptions)
    {
        _writerOptions = writerOptions;
        _depthLeft = writerOptions.MaxDepth;
    }

    /// <summary>The bytes written so far.</summary>
    public int Length => _length;

    internal RecordOptions? Options { get; }

    internal ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    internal int Capacity => _bytes.Length;

    /// <summary>Writes JSON that is ready.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raw(ReadOnlySpan<byte> json)
    {
        if (_bytes.Length - _length < json.Length)
        {
            Reserve(json.Length);
        }

        json.CopyTo(_bytes.AsSpan(_length));
        _length += json.Length;
    }

    /// <summary>Begins an object or an array.</summary>
    /// <param name="json">The bracket, and what may stand behind it.</param>
    /// <exception cref="JsonException">It is nested too deep.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(ReadOnlySpan<byte> json)
    {
        if (_depthLeft-- == 0)
        {
            ThrowTooDeep();
        }

        Raw(json);
    }

    /// <summary>Ends an object or an array whose last item has no comma behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(ReadOnlySpan<byte> bracket)
    {
        _depthLeft++;
        Raw(bracket);
    }

    /// <summary>Ends an object or an array each of whose items, if there are any, has a comma behind it.</summary>
    public void EndAfterComma(ReadOnlySpan<byte> bracket)
    {
        if (_bytes[_length - 1] == (byte)',')
        {
            _length--;
        }

        End(bracket);
    }

    /// <summary>Writes a value through a converter.</summary>
    public void Write<T>(JsonConverter<T> converter, T value)
    {
        ArgumentNullException.ThrowIfNull(converter);
        Utf8JsonWriter writer = Writer;
        converter.Write(writer, value, Options!.Options);
        EndValue(writer);
    }

    /// <summary>Writes a key of a dictionary, with its colon, through a converter.</summary>
    internal void WriteName<T>(JsonConverter<T?> converter, T key, JsonSerializerOptions options)
    {
        Utf8JsonWriter writer = Writer;
        converter.WriteAsPropertyName(writer, key!, options);
        EndValue(writer);
    }

    /// <summary>Writes any JSON.</summary>
    public void Write(JsonElement value)
    {
        Utf8JsonWriter writer = Writer;
        value.WriteTo(writer);
        EndValue(writer);
    }

    void IBufferWriter<byte>.Advance(int count) => _length += count;

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint)
    {
        Reserve(Math.Max(sizeHint, 256));
        return _bytes.AsMemory(_length);
    }

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint)
    {
        Reserve(Math.Max(sizeHint, 256));
        return _bytes.AsSpan(_length);
    }

    /// <summary>Writes one value, after which <see cref="EndValue"/> is called.</summary>
    internal Utf8JsonWriter Writer => _writer ??= new Utf8JsonWriter(this, _writerOptions);

    internal static void EndValue(Utf8JsonWriter writer)
    {
        writer.Flush();
        writer.Reset();
    }

    /// <summary>Makes sure that JSON from elsewhere is not nested deeper here than it may be.</summary>
    /// <exception cref="JsonException">It is.</exception>
    internal void ThrowIfDeeper(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            // A bracket is counted from the inside.
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= _depthLeft)
            {
                ThrowTooDeep();
            }
        }
    }

    /// <summary>Empties the output, also after a failure.</summary>
    /// <param name="depth">How deep what is written next stands in something else.</param>
    internal void Reset(int depth = 0)
    {
        _length = 0;
        _depthLeft = _writerOptions.MaxDepth - depth;
        _writer?.Reset(this);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Reserve(int count)
    {
        int needed = checked(_length + count);
        if (needed > _bytes.Length)
        {
            // Doubling would overflow above 1 GiB; an array cannot be longer than Array.MaxLength.
            long doubled = Math.Min((long)_bytes.Length * 2, Array.MaxLength);
            Array.Resize(ref _bytes, (int)Math.Max(needed, doubled));
        }
    }

    private void ThrowTooDeep() => throw new JsonException(
        $"Expected a value that is nested at most {_writerOptions.MaxDepth} deep, found a deeper one: it may contain itself.");
}
