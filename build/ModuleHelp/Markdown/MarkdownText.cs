using System.Text.RegularExpressions;

namespace Ledgerline.ModuleHelp.Markdown;

/// <summary>Text with markup, and without.</summary>
internal static partial class MarkdownText
{
    /// <summary>The text as a terminal shows it: without backticks, stars and addresses.</summary>
    public static string Plain(string text)
    {
        string linked = Link().Replace(text, "${text}");
        // What stands between backticks is no markup.
        string[] parts = linked.Split('`');
        for (int i = 0; i < parts.Length; i += 2)
        {
            parts[i] = Bold().Replace(parts[i], "${text}");
        }

        return string.Concat(parts).Replace("\\|", "|", StringComparison.Ordinal);
    }

    /// <summary>The texts and addresses of the links.</summary>
    public static IEnumerable<(string Text, string Address)> Links(string text) =>
        Link().Matches(text).Select(match => (match.Groups["text"].Value, match.Groups["address"].Value));

    /// <summary>The cells of a table's row, as they are written.</summary>
    public static IReadOnlyList<string> SplitRow(string row) =>
        [.. CellBorder().Split(row.Trim()[1..^1]).Select(cell => cell.Trim())];

    /// <summary>A table's row of these cells.</summary>
    public static string JoinRow(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<address>[^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*(?<text>.+?)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellBorder();
}
