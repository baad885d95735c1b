using System.Text.Json;

namespace Ledgerline.Generator.Tests.Fuzzing;

/// <summary>Where the tokens of a JSON text stand.</summary>
internal sealed class JsonTokens
{
    private JsonTokens(List<Range> values, List<Range> names, List<Range> members, List<int> boundaries)
    {
        Values = values;
        Names = names;
        Members = members;
        Boundaries = boundaries;
    }

    /// <summary>Strings, numbers, booleans and nulls.</summary>
    public IReadOnlyList<Range> Values { get; }

    /// <summary>Names of members, with their quotes.</summary>
    public IReadOnlyList<Range> Names { get; }

    /// <summary>Members, from the name's quote to the value's end.</summary>
    public IReadOnlyList<Range> Members { get; }

    /// <summary>Where white space may stand.</summary>
    public IReadOnlyList<int> Boundaries { get; }

    /// <summary>Null where the text is no JSON.</summary>
    public static JsonTokens? Of(ReadOnlySpan<byte> json)
    {
        var values = new List<Range>();
        var names = new List<Range>();
        var members = new List<Range>();
        var boundaries = new List<int> { json.Length };
        var open = new Stack<int>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 2000 });
        int name = -1;
        try
        {
            while (reader.Read())
            {
                int start = (int)reader.TokenStartIndex;
                int end = (int)reader.BytesConsumed;
                boundaries.Add(start);
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        // What the reader has consumed ends behind the colon.
                        end = start + reader.ValueSpan.Length + 2;
                        names.Add(start..end);
                        boundaries.Add(end);
                        name = start;
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push(name);
                        name = -1;
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        name = open.Pop();
                        EndMember(end);
                        break;
                    default:
                        values.Add(start..end);
                        EndMember(end);
                        break;
                }
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return new JsonTokens(values, names, members, boundaries);

        void EndMember(int end)
        {
            if (name >= 0)
            {
                members.Add(name..end);
            }

            name = -1;
        }
    }
}
