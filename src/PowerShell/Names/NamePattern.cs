using System.Management.Automation;

namespace Ledgerline.PowerShell.Names;

/// <summary>
/// A name, or a pattern with wildcards (<c>* ? [a-z]</c>) that stands for the names that match it, in upper or lower
/// case. A name without wildcards is taken as it is: it is found where its case is the same, as the storage finds it.
/// </summary>
internal sealed class NamePattern
{
    private readonly WildcardPattern? _pattern;

    public NamePattern(string text)
    {
        bool isPattern = WildcardPattern.ContainsWildcardCharacters(text);

        // Without a wildcard a backtick can only stand before one that is meant as it is.
        Text = isPattern ? text : WildcardPattern.Unescape(text);
        _pattern = isPattern ? new WildcardPattern(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant) : null;
    }

    private NamePattern(string text, WildcardPattern? pattern)
    {
        Text = text;
        _pattern = pattern;
    }

    /// <summary>The name, or the pattern.</summary>
    public string Text { get; }

    /// <summary>A name as it is, whatever characters it has.</summary>
    public static NamePattern Literal(string name) => new(name, null);

    /// <summary>Whether it stands for any number of names, also none: then nothing found is no error.</summary>
    public bool HasWildcards => _pattern is not null;

    /// <summary>Whether a name is meant.</summary>
    public bool Matches(string name) => _pattern?.IsMatch(name) ?? name == Text;
}
