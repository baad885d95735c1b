namespace Ledgerline.ModuleHelp.Pages;

/// <summary>A row of a page's table of parameters, its cells as they are written.</summary>
internal sealed record PageParameter(int Line, string Name, string Default, string Text);
