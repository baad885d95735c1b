using System.Text;
using Microsoft.CodeAnalysis;

namespace Ledgerline.CodeFixes;

/// <summary>Makes up names: they are a beginning, which the programmer sees and may change.</summary>
internal static class NewNames
{
    private const int LongestPersistedName = 128;

    /// <summary>A persisted name after a type or a text: <c>RunEvent</c> is <c>run-event</c>, <c>a/b</c> is <c>a-b</c>.</summary>
    public static string Persisted(string text)
    {
        var name = new StringBuilder();
        char before = '-';
        foreach (char c in text)
        {
            bool isAllowed = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-';
            char next = isAllowed ? c : '-';
            if (next is >= 'A' and <= 'Z')
            {
                if (before is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
                {
                    name.Append('-');
                }

                next = char.ToLowerInvariant(next);
            }

            if (next != '-' || (before != '-' && name.Length > 0))
            {
                name.Append(next);
            }

            before = isAllowed ? c : '-';
        }

        string made = name.ToString().TrimEnd('-');
        return made.Length <= LongestPersistedName ? made : made.Substring(0, LongestPersistedName);
    }

    /// <summary>The name, with a number behind it where it is taken.</summary>
    public static string Free(string name, string separator, Func<string, bool> isTaken)
    {
        string free = name;
        for (int i = 2; isTaken(free); i++)
        {
            free = $"{name}{separator}{i}";
        }

        return free;
    }

    /// <summary>A name as a member of JSON is named by default.</summary>
    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>The names of the types from the outermost to this one, in one word.</summary>
    public static string Path(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? Path(outer) + type.Name : type.Name;
}
