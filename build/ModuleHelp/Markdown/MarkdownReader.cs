using Ledgerline.ModuleHelp.Pages;

namespace Ledgerline.ModuleHelp.Markdown;

/// <summary>Reads the little markdown that the pages are written in.</summary>
internal sealed class MarkdownReader
{
    private const string Backticks = "```";

    private readonly string _file;
    private readonly string[] _lines;
    private readonly List<Block> _blocks = [];
    private int _next;

    private MarkdownReader(string file, string[] lines)
    {
        _file = file;
        _lines = lines;
    }

    /// <exception cref="PageException">A fence has no end.</exception>
    public static IReadOnlyList<Block> Read(string file, string[] lines)
    {
        var reader = new MarkdownReader(file, lines);
        while (reader._next < lines.Length)
        {
            reader.ReadBlock();
        }

        return reader._blocks;
    }

    private void ReadBlock()
    {
        string line = _lines[_next];
        if (line.StartsWith(Backticks, StringComparison.Ordinal))
        {
            ReadFence();
        }
        else if (line.StartsWith('|'))
        {
            ReadTable();
        }
        else if (line.StartsWith('#'))
        {
            int level = line.TakeWhile(c => c == '#').Count();
            Add(level switch { 1 => BlockKind.Title, 2 => BlockKind.Heading, _ => BlockKind.Subheading }, line[level..].Trim(), 1);
        }
        else if (line.Trim().Length == 0)
        {
            _next++;
        }
        else
        {
            ReadText();
        }
    }

    private void ReadFence()
    {
        int end = Array.FindIndex(_lines, _next + 1, line => line.StartsWith(Backticks, StringComparison.Ordinal));
        if (end < 0)
        {
            throw new PageException(_file, _next + 1, "This ``` has no end.");
        }

        Add(BlockKind.Fence, string.Join('\n', _lines[(_next + 1)..end]), end - _next + 1);
    }

    private void ReadTable()
    {
        bool hasHeader = _next + 1 < _lines.Length && _lines[_next + 1].StartsWith("| ---", StringComparison.Ordinal);
        if (hasHeader)
        {
            Add(BlockKind.TableHeader, _lines[_next], 2);
        }

        while (_next < _lines.Length && _lines[_next].StartsWith('|'))
        {
            Add(BlockKind.TableRow, _lines[_next], 1);
        }
    }

    private void ReadText()
    {
        bool isItem = IsItem(_lines[_next]);
        int end = _next + 1;
        while (end < _lines.Length && !BeginsAnother(_lines[end]))
        {
            end++;
        }

        string text = string.Join(' ', _lines[_next..end].Select(line => line.Trim()));
        Add(isItem ? BlockKind.ListItem : BlockKind.Paragraph, isItem ? text[2..] : text, end - _next);
    }

    private static bool BeginsAnother(string line) =>
        line.Trim().Length == 0 || line[0] is '|' or '#' || line.StartsWith(Backticks, StringComparison.Ordinal) || IsItem(line);

    private static bool IsItem(string line) => line.TrimStart().StartsWith("- ", StringComparison.Ordinal);

    private void Add(BlockKind kind, string text, int lineCount)
    {
        _blocks.Add(new Block(kind, _next + 1, text) { LineCount = lineCount });
        _next += lineCount;
    }
}
