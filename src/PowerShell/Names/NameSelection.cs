namespace Ledgerline.PowerShell.Names;

/// <summary>The names that several names and patterns stand for.</summary>
internal sealed class NameSelection
{
    private readonly NamePattern[] _patterns;

    /// <param name="texts">Names and patterns.</param>
    /// <param name="literals">Names, whatever characters they have.</param>
    public NameSelection(IEnumerable<string> texts, IEnumerable<string>? literals = null) =>
        _patterns = [.. texts.Select(text => new NamePattern(text)), .. (literals ?? []).Select(NamePattern.Literal)];

    /// <summary>Whether one of them is a pattern, so that what is stored has to be listed.</summary>
    public bool HasWildcards => _patterns.Any(pattern => pattern.HasWildcards);

    /// <summary>Whether a name is meant.</summary>
    public bool Matches(string name) => _patterns.Any(pattern => pattern.Matches(name));

    /// <summary>Whether a name was passed as it is: then it is an error where it is not stored.</summary>
    public bool IsNamed(string name) => _patterns.Any(pattern => !pattern.HasWildcards && pattern.Matches(name));

    /// <summary>
    /// Each name that is meant, once: those that are stored in their order, then those without wildcards that are not
    /// stored, for whoever uses them to say so. Without wildcards nothing is listed.
    /// </summary>
    /// <param name="list">Lists what is stored.</param>
    public IEnumerable<string> Of(Func<IEnumerable<string>> list)
    {
        var left = _patterns.Where(pattern => !pattern.HasWildcards).Select(pattern => pattern.Text)
            .Distinct(StringComparer.Ordinal).ToList();
        if (HasWildcards)
        {
            foreach (string name in list().Where(Matches))
            {
                left.Remove(name);
                yield return name;
            }
        }

        foreach (string name in left)
        {
            yield return name;
        }
    }
}
