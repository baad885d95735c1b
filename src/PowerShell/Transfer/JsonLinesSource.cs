using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Ledgerline.PowerShell.Json;

namespace Ledgerline.PowerShell.Transfer;

/// <summary>
/// JSON lines: those of a log, each with number, time and data, or any, each of which is the data of one entry. The first
/// line says which.
/// </summary>
internal sealed class JsonLinesSource : SourceFile
{
    private const int CrcLength = 18;

    // The data may be as deep as any, and stand one level deeper here.
    private static readonly JsonReaderOptions EnvelopeOptions = new() { MaxDepth = PSObjectJsonReader.MaxDepth + 1 };

    private readonly LineReader _lines;
    private readonly ReadOnlyMemory<byte> _first;
    private readonly bool _hasFirst;
    private readonly List<SourceEntry> _uncommitted = [];

    public JsonLinesSource(string path, FileStream stream)
        : base(path, stream)
    {
        _lines = new LineReader(stream);
        _hasFirst = _lines.TryRead(out _first);
        IsNumbered = _hasFirst && IsEnvelope(_first.Span);
    }

    public override bool IsNumbered { get; }

    public override long Line => _lines.Line;

    public override long UncommittedCount => _uncommitted.Count;

    public override IEnumerable<SourceEntry> Read()
    {
        ReadOnlyMemory<byte> line = _first;
        for (bool isThere = _hasFirst; isThere; isThere = _lines.TryRead(out line))
        {
            SourceEntry entry = Parse(line, out bool more);
            _uncommitted.Add(entry);
            if (more)
            {
                continue;
            }

            foreach (SourceEntry committed in _uncommitted)
            {
                yield return committed;
            }

            _uncommitted.Clear();
        }
    }

    private SourceEntry Parse(ReadOnlyMemory<byte> line, out bool more)
    {
        more = false;
        try
        {
            return IsNumbered ? ParseEnvelope(line, out more) : new(0, 0, JsonPayload.Parse(line));
        }
        catch (JsonException e)
        {
            throw TransferException.Damaged(Path, Line, e.Message, e);
        }
    }

    private static bool IsEnvelope(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, EnvelopeOptions);
            return TryReadHead(ref reader, out _, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryReadHead(ref Utf8JsonReader reader, out long seq, out long timestamp)
    {
        seq = timestamp = 0;
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject
            && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("seq"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out seq)
            && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("ts"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out timestamp)
            && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("data"u8)
            && reader.Read();
    }

    private static SourceEntry ParseEnvelope(ReadOnlyMemory<byte> line, out bool more)
    {
        ReadOnlySpan<byte> bytes = line.Span;
        var reader = new Utf8JsonReader(bytes, EnvelopeOptions);
        if (!TryReadHead(ref reader, out long seq, out long timestamp))
        {
            throw new JsonException("the line does not begin with {\"seq\":N,\"ts\":MS,\"data\": as the first one does");
        }

        if (seq < 1 || timestamp < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || timestamp > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"seq {seq} with ts {timestamp} is no entry's number and time"));
        }

        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        int end = (int)reader.BytesConsumed;
        more = false;
        while (reader.Read())
        {
            more |= reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("more"u8)
                && reader.Read() && reader.TokenType == JsonTokenType.True;
        }

        ThrowUnlessSound(bytes);
        return new(seq, timestamp, JsonPayload.Parse(line[start..end]));
    }

    /// <summary>Compares the line with its checksum, where it has one, as a log's own file does.</summary>
    private static void ThrowUnlessSound(ReadOnlySpan<byte> line)
    {
        int start = line.Length - CrcLength;
        if (start > 0 && line[start..].StartsWith(",\"crc\":\""u8) && line.EndsWith("\"}"u8))
        {
            string written = Encoding.ASCII.GetString(line.Slice(start + 8, 8));
            string computed = Crc32C(line[..start]).ToString("x8", CultureInfo.InvariantCulture);
            if (written != computed)
            {
                throw new JsonException($"the checksum is {written}, the line's bytes give {computed}: the line was changed after it was written");
            }
        }
    }

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
