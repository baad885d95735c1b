namespace Ledgerline.ModuleHelp.Pages;

/// <summary>What a page says of something that the command puts out.</summary>
/// <param name="Type">The type's name, or null where the page says when nothing comes out.</param>
/// <param name="Text">What it is.</param>
internal sealed record PageOutput(string? Type, string Text);
