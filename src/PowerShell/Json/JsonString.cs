using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ledgerline.PowerShell.Json;

/// <summary>
/// Strings in both directions, half surrogate pairs included: JavaScript writes them as <c>\ud83d</c>, .NET strings
/// can hold them, and only System.Text.Json refuses them.
/// </summary>
internal static class JsonString
{
    /// <summary>The string or member name under the reader.</summary>
    public static string Read(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }

        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    /// <summary>Whether a string holds half a surrogate pair, which UTF-8 cannot say.</summary>
    public static bool HasLoneSurrogate(string value)
    {
        ReadOnlySpan<char> rest = value;
        for (int i = rest.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0; i = rest.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (i + 1 == rest.Length || !char.IsSurrogatePair(rest[i], rest[i + 1]))
            {
                return true;
            }

            rest = rest[(i + 2)..];
        }

        return false;
    }

    /// <summary>A JSON literal for a string that has half surrogate pairs: every surrogate escaped, the rest as usual.</summary>
    public static string Escape(string value)
    {
        var literal = new StringBuilder(value.Length + 16).Append('"');
        foreach (char c in value)
        {
            if (char.IsSurrogate(c) || c is < ' ' or '"' or '\\')
            {
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                literal.Append(c);
            }
        }

        return literal.Append('"').ToString();
    }

    private static string Unescape(string literal)
    {
        var value = new StringBuilder(literal.Length);
        for (int i = 0; i < literal.Length; i++)
        {
            if (literal[i] != '\\')
            {
                value.Append(literal[i]);
                continue;
            }

            char escape = literal[++i];
            if (escape == 'u')
            {
                value.Append((char)ushort.Parse(literal.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
                continue;
            }

            value.Append(escape switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => escape,
            });
        }

        return value.ToString();
    }
}
