using System.Text;

namespace Ledgerline.PowerShell.Transfer;

/// <summary>
/// Reads a table row by row (RFC 4180): fields in quotes may hold delimiters, line breaks and doubled quotes; lines end
/// with <c>\n</c>, <c>\r\n</c> or <c>\r</c>, the last one need not; empty lines are no rows.
/// </summary>
/// <param name="text">The table.</param>
/// <param name="delimiter">What stands between two fields.</param>
internal sealed class CsvRecords(TextReader text, char delimiter)
{
    private const int End = -1;

    private readonly List<CsvField> _fields = [];
    private readonly StringBuilder _text = new();
    private long _nextLine = 1;

    /// <summary>The fields of the row.</summary>
    public IReadOnlyList<CsvField> Fields => _fields;

    /// <summary>The line that the row begins in, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Moves to the next row.</summary>
    /// <exception cref="FormatException">A quote is not closed, or something follows one that is.</exception>
    public bool Read()
    {
        _fields.Clear();
        int c = text.Read();
        while (c is '\r' or '\n')
        {
            EndLine(c);
            c = text.Read();
        }

        Line = _nextLine;
        if (c == End)
        {
            return false;
        }

        c = ReadField(c);
        while (c == delimiter)
        {
            c = ReadField(text.Read());
        }

        EndLine(c);
        return true;
    }

    /// <summary>Reads a field that begins with a character.</summary>
    /// <returns>The character behind it.</returns>
    private int ReadField(int c)
    {
        _text.Clear();
        bool isQuoted = c == '"';
        if (isQuoted)
        {
            c = ReadQuoted();
        }
        else
        {
            while (c != delimiter && c is not ('\r' or '\n' or End))
            {
                _text.Append((char)c);
                c = text.Read();
            }
        }

        _fields.Add(new(_text.ToString(), isQuoted));
        return c;
    }

    private int ReadQuoted()
    {
        while (true)
        {
            int c = text.Read();
            if (c == End)
            {
                throw new FormatException("a quote is opened here and never closed: the file was cut off, or a quote within a text is not doubled");
            }

            if (c == '"')
            {
                c = text.Read();
                if (c != '"')
                {
                    return c == delimiter || c is '\r' or '\n' or End
                        ? c
                        : throw new FormatException($"'{(char)c}' follows a closing quote: a quote within a text is not doubled, or the -Delimiter is another");
                }
            }
            else if (c == '\n' || (c == '\r' && text.Peek() != '\n'))
            {
                _nextLine++;
            }

            _text.Append((char)c);
        }
    }

    private void EndLine(int c)
    {
        if (c == '\r' && text.Peek() == '\n')
        {
            text.Read();
        }

        _nextLine++;
    }
}
