using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledgerline.Bench.Measurement;
using Ledgerline.Serialization;

namespace Ledgerline.Bench.Serialization;

/// <summary>Writes and reads values in memory, by the generated serializer and by System.Text.Json's.</summary>
internal sealed class SerializerWork<T>
{
    private const int Different = 64;

    private readonly int _operations;
    private readonly RecordConverter<T> _ours;
    private readonly JsonTypeInfo<T> _theirs;
    private readonly T[] _values;
    private readonly byte[][] _written;
    private readonly ArrayBufferWriter<byte> _output = new(1 << 16);

    public SerializerWork(int operations, Func<int, T> value, JsonTypeInfo<T> ours, JsonTypeInfo<T> theirs)
    {
        _operations = operations;
        _ours = (RecordConverter<T>)ours.Converter;
        _theirs = theirs;
        _values = [.. Enumerable.Range(1, Different).Select(value)];
        _written = [.. _values.Select(each => JsonSerializer.SerializeToUtf8Bytes(each, theirs))];
        foreach ((T each, byte[] written) in _values.Zip(_written))
        {
            _output.ResetWrittenCount();
            _ours.Write(_output, each);
            Expect.Equal(Convert.ToHexString(written), Convert.ToHexString(_output.WrittenSpan));
            Expect.Equal(
                Convert.ToHexString(written), Convert.ToHexString(JsonSerializer.SerializeToUtf8Bytes(_ours.Read(written), theirs)));
        }
    }

    public Contender OursReading => Of("Ledgerline", () =>
    {
        for (int i = 0; i < _operations; i++)
        {
            _ours.Read(_written[i % Different]);
        }
    });

    public Contender TheirsReading => Of("System.Text.Json, source generation", () =>
    {
        for (int i = 0; i < _operations; i++)
        {
            JsonSerializer.Deserialize(_written[i % Different], _theirs);
        }
    });

    public Contender OursWriting => Of("Ledgerline", () =>
    {
        for (int i = 0; i < _operations; i++)
        {
            _output.ResetWrittenCount();
            _ours.Write(_output, _values[i % Different]);
        }
    });

    public Contender TheirsWriting => Of("System.Text.Json, source generation", () =>
    {
        using var writer = new Utf8JsonWriter(
            _output, new JsonWriterOptions { Encoder = _theirs.Options.Encoder, SkipValidation = true });
        for (int i = 0; i < _operations; i++)
        {
            _output.ResetWrittenCount();
            writer.Reset();
            JsonSerializer.Serialize(writer, _values[i % Different], _theirs);
        }
    });

    private Contender Of(string name, Action work) => Contender.Over(
        name, static () => Task.FromResult(""), _ => Timing.Each(_operations, work));
}
