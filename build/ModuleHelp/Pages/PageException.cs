namespace Ledgerline.ModuleHelp.Pages;

/// <summary>A page that cannot be used as it is: where, and why.</summary>
internal sealed class PageException(string file, int line, string message) : Exception(message)
{
    public string File { get; } = file;

    /// <summary>The line's number, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>Whether the help can be made without: a test finds what is not written yet.</summary>
    public bool IsWarning { get; init; }

    /// <summary>The form that MSBuild and editors understand.</summary>
    public string ForBuild() => $"{File}({Line}): {(IsWarning ? "warning" : "error")} HELP: {Message}";
}
