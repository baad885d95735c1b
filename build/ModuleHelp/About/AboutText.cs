using System.Text;
using Ledgerline.ModuleHelp.Markdown;
using Ledgerline.ModuleHelp.Pages;

namespace Ledgerline.ModuleHelp.About;

/// <summary>A topic's page as text of 80 columns.</summary>
internal sealed class AboutText(string file)
{
    private const int Width = 80;
    private const int Indent = 4;

    private readonly StringBuilder _text = new();

    /// <exception cref="PageException">The page does not begin as it must, or a line of code is too long.</exception>
    public string Write(IReadOnlyList<Block> blocks)
    {
        string topic = Path.GetFileNameWithoutExtension(file);
        if (blocks is not [{ Kind: BlockKind.Title } title, { Kind: BlockKind.Paragraph } synopsis, { Kind: BlockKind.Paragraph }, ..] || title.Text != topic)
        {
            throw new PageException(file, 1, $"The page must begin with '# {topic}', one sentence that says what it is about, and a paragraph.");
        }

        // Get-Help takes the fifth line for the synopsis.
        _text.Append("TOPIC\n").Append(' ', Indent).Append(topic).Append("\n\nSHORT DESCRIPTION\n");
        Wrap(MarkdownText.Plain(synopsis.Text), Indent, Indent);
        _text.Append("\nLONG DESCRIPTION\n");
        BlockKind? before = BlockKind.Heading;
        foreach (Block block in blocks.Skip(2).Where(block => block.Kind != BlockKind.TableHeader))
        {
            Append(block, before);
            before = block.Kind;
        }

        return _text.ToString();
    }

    private void Append(Block block, BlockKind? before)
    {
        bool continues = block.Kind == before && block.Kind is BlockKind.ListItem;
        if (!continues && before != BlockKind.Heading)
        {
            _text.Append('\n');
        }

        switch (block.Kind)
        {
            case BlockKind.Heading or BlockKind.Title:
                _text.Append(block.Text.ToUpperInvariant()).Append('\n');
                break;
            case BlockKind.Subheading:
                _text.Append("  ").Append(MarkdownText.Plain(block.Text)).Append('\n');
                break;
            case BlockKind.ListItem:
                Wrap("- " + MarkdownText.Plain(block.Text), Indent, Indent + 2);
                break;
            case BlockKind.TableRow:
                IReadOnlyList<string> cells = [.. block.Cells().Select(MarkdownText.Plain)];
                Wrap(cells[0], Indent, Indent);
                Wrap(string.Join("; ", cells.Skip(1).Where(cell => cell.Length > 0)), 2 * Indent, 2 * Indent);
                break;
            case BlockKind.Fence:
                AppendCode(block);
                break;
            case BlockKind.Paragraph:
                Wrap(MarkdownText.Plain(block.Text), Indent, Indent);
                break;
        }
    }

    private void AppendCode(Block fence)
    {
        int line = fence.Line;
        foreach (string code in fence.Text.Split('\n'))
        {
            line++;
            if (code.Length + (2 * Indent) > Width)
            {
                throw new PageException(file, line, $"A line of code has at most {Width - (2 * Indent)} characters.");
            }

            _text.Append(code.Length == 0 ? "" : new string(' ', 2 * Indent)).Append(code).Append('\n');
        }
    }

    private void Wrap(string text, int first, int rest)
    {
        int column = first;
        _text.Append(' ', first);
        bool begins = true;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!begins && column + 1 + word.Length > Width)
            {
                _text.Append('\n').Append(' ', rest);
                column = rest;
                begins = true;
            }

            _text.Append(begins ? "" : " ").Append(word);
            column += word.Length + (begins ? 0 : 1);
            begins = false;
        }

        _text.Append('\n');
    }
}
