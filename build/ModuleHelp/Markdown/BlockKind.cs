namespace Ledgerline.ModuleHelp.Markdown;

internal enum BlockKind
{
    /// <summary>A line that begins with <c>#</c>.</summary>
    Title,

    /// <summary>A line that begins with <c>##</c>.</summary>
    Heading,

    /// <summary>A line that begins with <c>###</c>.</summary>
    Subheading,

    Paragraph,

    ListItem,

    /// <summary>What stands between two lines of three backticks.</summary>
    Fence,

    /// <summary>A table's first row, the one above the rule.</summary>
    TableHeader,

    TableRow,
}
