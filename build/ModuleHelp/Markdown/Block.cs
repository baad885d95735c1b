namespace Ledgerline.ModuleHelp.Markdown;

/// <summary>A piece of a page.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Text">What it says, still with markup: of a fence the lines inside.</param>
internal sealed record Block(BlockKind Kind, int Line, string Text)
{
    /// <summary>How many lines it takes: of a fence also its two lines of backticks.</summary>
    public int LineCount { get; init; } = 1;

    /// <summary>The cells of a table's row, as they are written.</summary>
    public IReadOnlyList<string> Cells() => MarkdownText.SplitRow(Text);
}
