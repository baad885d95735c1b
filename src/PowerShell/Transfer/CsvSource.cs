using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledgerline.PowerShell.Transfer;

/// <summary>
/// A table: each row is an object, by the names in the first line. One that begins with the columns Seq and Timestamp is
/// an exported log, whose rows carry numbers and times.
/// </summary>
internal sealed class CsvSource : SourceFile
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CsvRecords _records;
    private readonly string[] _columns;
    private readonly bool _asJsonValues;
    private readonly bool _hasData;
    private readonly int _firstMember;

    public CsvSource(string path, FileStream stream, CsvReading reading)
        : base(path, stream)
    {
        var encoding = new UTF8Encoding(false, throwOnInvalidBytes: true);
        _records = new CsvRecords(new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true), reading.Delimiter);
        _columns = Guarded(_records.Read) ? [.. _records.Fields.Select(field => field.Text)] : [];
        IsNumbered = _columns is [CsvColumns.Seq, CsvColumns.Timestamp, ..];
        _hasData = IsNumbered && _columns is [_, _, CsvColumns.Data, ..];
        _firstMember = _hasData ? 3 : IsNumbered ? 2 : 0;
        _asJsonValues = reading.AsJsonValues ?? IsNumbered;
        ThrowUnlessNamed();
    }

    public override bool IsNumbered { get; }

    public override long Line => _records.Line;

    public override IEnumerable<SourceEntry> Read()
    {
        while (Guarded(_records.Read))
        {
            if (_records.Fields.Count != _columns.Length)
            {
                throw Damaged($"the row has {_records.Fields.Count} fields, the first line names {_columns.Length}: the file was cut off, or the -Delimiter is another");
            }

            yield return Guarded(ParseRow);
        }
    }

    private SourceEntry ParseRow()
    {
        JsonPayload data = JsonPayload.Parse(ParseData());
        return IsNumbered ? new(ParseSeq(_records.Fields[0].Text), ParseTimestamp(_records.Fields[1].Text), data) : new(0, 0, data);
    }

    private static long ParseSeq(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seq) && seq > 0
            ? seq
            : throw new FormatException($"'{text}' is no entry's number");

    private static long ParseTimestamp(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.ToUnixTimeMilliseconds()
            : throw new FormatException($"'{text}' is no time, expected one as 2026-01-02T03:04:05.678Z");

    private byte[] ParseData()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        if (_hasData && !_records.Fields[2].IsMissing)
        {
            WriteValue(writer, _records.Fields[2]);
        }
        else
        {
            writer.WriteStartObject();
            for (int i = _firstMember; i < _columns.Length; i++)
            {
                // Without types an empty field is an empty string, as Import-Csv has it.
                if (!_records.Fields[i].IsMissing || !(_asJsonValues || IsNumbered))
                {
                    writer.WritePropertyName(IsNumbered ? CsvColumns.ToMember(_columns[i]) : _columns[i]);
                    WriteValue(writer, _records.Fields[i]);
                }
            }

            writer.WriteEndObject();
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private void WriteValue(Utf8JsonWriter writer, CsvField field)
    {
        if (_asJsonValues && CsvText.ToJson(field) is { } json)
        {
            writer.WriteRawValue(json, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(field.Text);
        }
    }

    private void ThrowUnlessNamed()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < _columns.Length; i++)
        {
            if (_columns[i].Length == 0 || !names.Add(_columns[i]))
            {
                throw Damaged(_columns[i].Length == 0 ? $"column {i + 1} has no name" : $"the name '{_columns[i]}' stands over two columns");
            }
        }
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FormatException or JsonException or DecoderFallbackException)
        {
            throw Damaged(e is DecoderFallbackException ? $"the file is not UTF-8 here or in the lines that follow: {e.Message}" : e.Message, e);
        }
    }

    private TransferException Damaged(string cause, Exception? innerException = null) =>
        TransferException.Damaged(Path, Line, cause, innerException);
}
