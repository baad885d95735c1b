using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledgerline.PowerShell.Json;

namespace Ledgerline.PowerShell.Transfer;

/// <summary>Writes entries as rows of a table (RFC 4180, lines ended by <c>\n</c>).</summary>
internal sealed class CsvLogWriter : LogFileWriter
{
    private readonly CsvColumns _columns;
    private readonly char _delimiter;
    private readonly StringBuilder _row = new();
    private readonly string?[] _members;
    private readonly StringBuilder _field = new();

    /// <param name="stream">Takes the rows.</param>
    /// <param name="columns">The columns of all entries that will be written.</param>
    /// <param name="delimiter">What stands between two fields.</param>
    public CsvLogWriter(Stream stream, CsvColumns columns, char delimiter)
        : base(stream)
    {
        _columns = columns;
        _delimiter = delimiter;
        _members = new string?[columns.Members.Count];
        foreach (string name in columns.Header)
        {
            AppendDelimiter();
            CsvText.WriteText(_row, name, delimiter);
        }

        EndRow();
    }

    protected override void Encode(in LogEntry<JsonPayload> entry)
    {
        _row.Append(CultureInfo.InvariantCulture, $"{entry.Seq}{_delimiter}{entry.Timestamp.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}");
        Array.Clear(_members);
        string data = ReadMembers(entry.Data.Utf8.Span);
        if (_columns.HasData)
        {
            _row.Append(_delimiter).Append(data);
        }

        foreach (string? member in _members)
        {
            _row.Append(_delimiter).Append(member);
        }

        EndRow();
    }

    /// <summary>Makes fields of the members.</summary>
    /// <returns>The field of data that are no object; nothing for an object.</returns>
    private string ReadMembers(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, PSObjectJsonReader.Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Field(ref reader, utf8);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = JsonString.Read(ref reader);
            reader.Read();
            string field = Field(ref reader, utf8);
            if (_columns.TryFind(name, out int? index))
            {
                _members[index.Value] = field;
            }
        }

        return "";
    }

    private string Field(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        _field.Clear();
        CsvText.WriteValue(_field, ref reader, utf8);
        return _field.ToString();
    }

    private void AppendDelimiter()
    {
        if (_row.Length > 0)
        {
            _row.Append(_delimiter);
        }
    }

    private void EndRow()
    {
        Encoding.UTF8.GetBytes(_row.Append('\n').ToString(), Buffer);
        _row.Clear();
    }
}
