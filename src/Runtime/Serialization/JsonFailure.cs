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

    // How System.Text.Json marks what its reader throws about the JSON, to tell it from faults of the program.
    private const string ReaderSource = "System.Text.Json.Rethrowable";

    /// <summary>
    /// Whether the error is about the JSON and has no place yet: a converter of one's own may have read a token that was
    /// not what it took it for.
    /// </summary>
    public static bool IsAboutJson(Exception error) =>
        error is JsonException { Path: null } || (error is FormatException or InvalidOperationException && error.Source == ReaderSource);

    /// <summary>The same error with its path.</summary>
    /// <param name="error">What reading threw.</param>
    /// <param name="start">A reader on the first token of the value.</param>
    /// <param name="position">Where the token begins that reading stopped at.</param>
    /// <param name="utf8">The bytes that positions count in, where they are known: then the error names its line too.</param>
    public static JsonException Locate(Exception error, Utf8JsonReader start, long position, ReadOnlySpan<byte> utf8 = default)
    {
        var thrown = error as JsonException;
        StringBuilder path = Path(start, position);
        if (error is JsonMemberException member)
        {
            AppendMember(path, member.Member);
        }

        (long? line, long? inLine) = (thrown?.LineNumber, thrown?.BytePositionInLine);
        if (line is null && !utf8.IsEmpty)
        {
            ReadOnlySpan<byte> before = utf8[..(int)position];
            (line, inLine) = (before.Count((byte)'\n'), before.Length - (before.LastIndexOf((byte)'\n') + 1));
        }

        string found = path.ToString();
        string inText = $" LineNumber: {line} | BytePositionInLine: {inLine}.";
        string place = line is null ? $" Path: {found}." : $" Path: {found} |{inText}";

        // The reader's own message has the place at its end already.
        string message = error.Message.EndsWith(inText, StringComparison.Ordinal) ? error.Message[..^inText.Length] : error.Message;
        return new JsonException(message + place, found, line, inLine, error);
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
