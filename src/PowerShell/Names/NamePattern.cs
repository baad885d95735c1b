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
        Text = text;
        _pattern = WildcardPattern.ContainsWildcardCharacters(text)
            ? new WildcardPattern(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)
            : null;
    }

    /// <summary>What was passed.</summary>
    public string Text { get; }

    /// <summary>Whether it stands for any number of names, also none: then nothing found is no error.</summary>
    public bool HasWildcards => _pattern is not null;

    /// <summary>Whether a name is meant.</summary>
    public bool Matches(string name) => _pattern?.IsMatch(name) ?? name == Text;
}
