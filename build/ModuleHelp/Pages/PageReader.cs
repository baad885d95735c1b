using System.Text.RegularExpressions;
using Ledgerline.ModuleHelp.Markdown;

namespace Ledgerline.ModuleHelp.Pages;

/// <summary>Reads a command's page, which has one shape.</summary>
internal sealed partial class PageReader
{
    private const string TableHeader = "| name | type | default | pipeline | what it does |";
    private const string SeeAlso = "See also:";

    private static readonly string[] Headings = ["Syntax", "Parameters", "Output", "Notes", "Examples"];

    private readonly string _file;
    private readonly IReadOnlyList<Block> _blocks;

    private PageReader(string file, IReadOnlyList<Block> blocks)
    {
        _file = file;
        _blocks = blocks;
    }

    /// <exception cref="PageException">It has another shape.</exception>
    public static Page Read(string file)
    {
        if (!File.Exists(file))
        {
            throw new PageException(file, 1, "The command has no page: write it in the shape of Get-LogEntry.md.") { IsWarning = true };
        }

        string[] lines = File.ReadAllLines(file);
        return new PageReader(file, MarkdownReader.Read(file, lines)).Read(lines);
    }

    private Page Read(string[] lines)
    {
        CheckHeadings();
        Block[] syntax = Section("Syntax");
        Block[] parameters = Section("Parameters");
        return new Page
        {
            File = _file,
            Lines = lines,
            Synopsis = ReadSynopsis(),
            Syntax = syntax is [{ Kind: BlockKind.Fence }, ..] ? syntax[0] : throw Error(Heading("Syntax").Line, "A fence with the syntax must follow."),
            Description = ReadParagraphs(syntax[1..], "the description"),
            ParametersLine = Heading("Parameters").Line,
            Parameters = ReadParameters(parameters),
            OutputLine = Heading("Output").Line,
            Outputs = [.. Section("Output").Select(ReadOutput)],
            Notes = ReadParagraphs(Section("Notes"), "the notes"),
            Examples = ReadExamples(),
            Links = ReadLinks(),
        };
    }

    private void CheckHeadings()
    {
        foreach (Block heading in _blocks.Where(block => block.Kind is BlockKind.Heading or BlockKind.Subheading))
        {
            if (heading.Kind == BlockKind.Subheading || !Headings.Contains(heading.Text))
            {
                throw Error(heading.Line, $"A command's page has only the headings {string.Join(", ", Headings)}.");
            }
        }
    }

    private string ReadSynopsis()
    {
        string command = Path.GetFileNameWithoutExtension(_file);
        if (_blocks is not [{ Kind: BlockKind.Title } title, { Kind: BlockKind.Paragraph } synopsis, ..] || title.Text != command)
        {
            throw Error(1, $"The page must begin with '# {command}' and a sentence that says what the command does.");
        }

        return MarkdownText.Plain(synopsis.Text);
    }

    private List<string> ReadParagraphs(IReadOnlyList<Block> blocks, string where)
    {
        var paragraphs = new List<string>();
        foreach (Block block in blocks)
        {
            paragraphs.Add(block.Kind switch
            {
                BlockKind.Paragraph => MarkdownText.Plain(block.Text),
                BlockKind.ListItem => "- " + MarkdownText.Plain(block.Text),
                BlockKind.Fence => block.Text,
                _ => throw Error(block.Line, $"A table cannot stand in {where}: Get-Help shows text only."),
            });
        }

        return paragraphs;
    }

    private List<PageParameter> ReadParameters(Block[] blocks)
    {
        if (blocks is not [{ Kind: BlockKind.TableHeader, Text: TableHeader }, ..])
        {
            throw Error(Heading("Parameters").Line, $"A table with the header '{TableHeader}' must follow.");
        }

        return [.. blocks[1..].Select(ReadParameter)];
    }

    private PageParameter ReadParameter(Block row)
    {
        if (row.Kind != BlockKind.TableRow)
        {
            throw Error(row.Line, "Only the table can stand under Parameters.");
        }

        IReadOnlyList<string> cells = row.Cells();
        if (cells.Count != 5 || !ParameterName().IsMatch(cells[0]) || cells[4].Length == 0)
        {
            throw Error(row.Line, "A row has five cells, a name such as `-Project` in the first and a description in the last; a bar inside a cell is written \\|.");
        }

        return new PageParameter(row.Line, cells[0][2..^1], cells[2], cells[4]);
    }

    private static PageOutput ReadOutput(Block block)
    {
        Match match = OutputType().Match(block.Text);
        return match.Success
            ? new PageOutput(match.Groups["type"].Value, MarkdownText.Plain(match.Groups["text"].Value))
            : new PageOutput(null, MarkdownText.Plain(block.Text));
    }

    private List<PageExample> ReadExamples()
    {
        var examples = new List<PageExample>();
        var texts = new List<string>();
        foreach (Block block in Section("Examples"))
        {
            if (block.Kind != BlockKind.Fence)
            {
                texts.Add(MarkdownText.Plain(block.Text));
                continue;
            }

            if (texts.Count == 0)
            {
                throw Error(block.Line, "A title and a sentence must stand above an example: 'Read everything. Reads all entries.'");
            }

            string[] sentences = texts[0].Split(". ", 2);
            texts[0] = sentences.Length == 2 ? sentences[1] : "";
            examples.Add(new PageExample(sentences[0].TrimEnd('.'), string.Join("\n\n", texts).Trim(), block.Text));
            texts.Clear();
        }

        return examples.Count > 0 ? examples : throw Error(Heading("Examples").Line, "At least one example must follow.");
    }

    private List<string> ReadLinks()
    {
        var titles = new List<string>();
        foreach (Block block in _blocks.Where(IsSeeAlso))
        {
            foreach ((string title, string address) in MarkdownText.Links(block.Text))
            {
                if (!File.Exists(Path.Combine(Path.GetDirectoryName(_file)!, address)))
                {
                    throw Error(block.Line, $"There is no {address}.");
                }

                titles.Add(title);
            }
        }

        return titles;
    }

    private Block Heading(string name) =>
        _blocks.FirstOrDefault(block => block.Kind == BlockKind.Heading && block.Text == name)
            ?? throw Error(1, $"The page has no '## {name}'.");

    /// <summary>What stands under a heading; nothing where the heading may lack, and does.</summary>
    private Block[] Section(string name)
    {
        if (name == "Notes" && !_blocks.Any(block => block.Kind == BlockKind.Heading && block.Text == name))
        {
            return [];
        }

        Block heading = Heading(name);
        return [.. _blocks.SkipWhile(block => block != heading).Skip(1).TakeWhile(block => block.Kind != BlockKind.Heading && !IsSeeAlso(block))];
    }

    private static bool IsSeeAlso(Block block) =>
        block.Kind == BlockKind.Paragraph && block.Text.StartsWith(SeeAlso, StringComparison.Ordinal);

    private PageException Error(int line, string message) => new(_file, line, message);

    [GeneratedRegex(@"^`-\w+`$")]
    private static partial Regex ParameterName();

    [GeneratedRegex(@"^`(?<type>[\w.+\[\]]+)`[:,.]?\s*(?<text>.*)$", RegexOptions.Singleline)]
    private static partial Regex OutputType();
}
