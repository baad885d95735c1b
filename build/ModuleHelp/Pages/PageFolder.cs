namespace Ledgerline.ModuleHelp.Pages;

/// <summary>Where the pages are: <c>Verb-Noun.md</c> for a command, <c>about_Topic.md</c> for a topic.</summary>
internal sealed class PageFolder(string path)
{
    private readonly string _path = System.IO.Path.GetFullPath(path);

    public IEnumerable<string> CommandPages => Find("*-*.md");

    public IEnumerable<string> AboutPages => Find("about_*.md");

    public string CommandPage(string command) => Path.Combine(_path, command + ".md");

    private IEnumerable<string> Find(string pattern) => Directory.EnumerateFiles(_path, pattern).Order(StringComparer.Ordinal);
}
