using System.Buffers;

namespace Ledgerline.Postgres;

/// <summary>The rule for the schema's name: what needs no quoting, so that it reads the same everywhere.</summary>
internal static class SchemaName
{
    private const int MaxLength = 63;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>The name as statements have it.</summary>
    /// <exception cref="ArgumentException">It breaks the rule.</exception>
    public static string Quote(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaxLength || name.AsSpan().ContainsAnyExcept(Allowed) || char.IsAsciiDigit(name[0]))
        {
            throw new ArgumentException(
                $"The schema's name {(name.Length <= MaxLength ? $"'{name}'" : $"of {name.Length} characters")} is not valid: use 1-{MaxLength} of a-z 0-9 _, no digit first.",
                nameof(name));
        }

        // A quoted name is none of PostgreSQL's own words.
        return $"\"{name}\"";
    }
}
