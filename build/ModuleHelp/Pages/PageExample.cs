namespace Ledgerline.ModuleHelp.Pages;

/// <summary>An example of a page: <c>Title. What it does.</c> and the code.</summary>
internal sealed record PageExample(string Title, string Remarks, string Code);
