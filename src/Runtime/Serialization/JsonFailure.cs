using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Ledgerline.Serialization;

/// <summary>
/// Finds the path of an error by reading the value once more up to where reading stopped, so that reading without
/// errors keeps no track of where it is.
/// </summary>
internal static class JsonFailure
{
    // The notation of System.Text.Json's own paths: a name with one of these goes in brackets.
    private static readonly SearchValues<char> Special = SearchValues.Create(" .[]'/\"\\\t\n\r\f\b\u0085\u2028\u2029()@");

    /// <summary>The same error with its path.</summary>
    /// <param name="error">What reading threw.</param>
    /// <param name="start">A reader on the first token of the value.</param>
    /// <param name="position">Where the token begins that reading stopped at.</param>
    public static JsonException Locate(JsonException error, Utf8JsonReader start, long position)
    {
        StringBuilder path = Path(start, position);
        if (error is JsonMemberException member)
        {
            AppendMember(path, member.Member);
        }

        string found = path.ToString();
        string place = error.LineNumber is { } line
            ? $" Path: {found} | LineNumber: {line} | BytePositionInLine: {error.BytePositionInLine}."
            : $" Path: {found}.";
        return new JsonException(error.Message + place, found, error.LineNumber, error.BytePositionInLine, error);
    }

    private static StringBuilder Path(Utf8JsonReader scan, long position)
    {
        var open = new List<Container>();
        try
        {
            while (true)
            {
                Enter(open, ref scan);
                if (scan.TokenStartIndex >= position)
                {
                    break;
                }

                if (scan.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    open.Add(new Container(scan.TokenType == JsonTokenType.StartArray));
                }

                if (!scan.Read())
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The JSON itself is broken here: what was understood so far is the path.
        }

        var path = new StringBuilder("$");
        foreach (Container container in open)
        {
            container.AppendTo(path);
        }

        return path;
    }

    private static void Enter(List<Container> open, ref Utf8JsonReader scan)
    {
        switch (scan.TokenType)
        {
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                open.RemoveAt(open.Count - 1);
                break;
            case JsonTokenType.PropertyName:
                open[^1].Member = scan.GetString();
                break;
            default:
                if (open.Count > 0)
                {
                    open[^1].Index++;
                }

                break;
        }
    }

    private static void AppendMember(StringBuilder path, string member)
    {
        if (member.AsSpan().ContainsAny(Special))
        {
            path.Append("['").Append(member).Append("']");
        }
        else
        {
            path.Append('.').Append(member);
        }
    }

    private sealed class Container(bool isArray)
    {
        public string? Member { get; set; }

        public int Index { get; set; } = -1;

        public void AppendTo(StringBuilder path)
        {
            if (isArray)
            {
                if (Index >= 0)
                {
                    path.Append('[').Append(Index).Append(']');
                }
            }
            else if (Member is not null)
            {
                AppendMember(path, Member);
            }
        }
    }
}
