using Ledgerline.ModuleHelp.Markdown;

namespace Ledgerline.ModuleHelp.Pages;

/// <summary>A command's page.</summary>
internal sealed class Page
{
    public required string File { get; init; }

    /// <summary>The page as it is.</summary>
    public required string[] Lines { get; init; }

    public required string Synopsis { get; init; }

    /// <summary>The fence that shows the syntax.</summary>
    public required Block Syntax { get; init; }

    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>The number of the line above the rows of parameters.</summary>
    public required int ParametersLine { get; init; }

    public required IReadOnlyList<PageParameter> Parameters { get; init; }

    /// <summary>The number of the line of the heading of the output.</summary>
    public required int OutputLine { get; init; }

    public required IReadOnlyList<PageOutput> Outputs { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<PageExample> Examples { get; init; }

    /// <summary>The titles of what to see also.</summary>
    public required IReadOnlyList<string> Links { get; init; }

    public PageParameter Parameter(string name) =>
        Parameters.FirstOrDefault(parameter => parameter.Name == name)
            ?? throw new PageException(File, ParametersLine, $"The table has no row for the parameter `-{name}`.");
}
