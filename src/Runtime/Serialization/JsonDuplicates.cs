using System.Text.Json;

namespace Ledgerline.Serialization;

/// <summary>Finds a member that stands twice in its object, where the options do not allow that.</summary>
internal static class JsonDuplicates
{
    /// <summary>Looks through one value before it is read.</summary>
    /// <param name="reader">On the first token of the value; on the second of two names where there are two.</param>
    /// <param name="options">Say whether it matters, and how names are compared.</param>
    public static void Check(ref Utf8JsonReader reader, RecordOptions options)
    {
        if (options.AllowsDuplicates || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        StringComparer comparer = options.IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var open = new Stack<HashSet<string>>();
        Utf8JsonReader scan = reader;
        int depth = scan.CurrentDepth;
        do
        {
            switch (scan.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push(new HashSet<string>(comparer));
                    break;
                case JsonTokenType.EndObject:
                    open.Pop();
                    break;
                case JsonTokenType.PropertyName when !open.Peek().Add(JsonScalars.ReadString(ref scan)):
                    reader = scan;
                    throw new JsonException($"The member '{scan.GetString()}' stands twice in its object, which the options do not allow.");
            }
        }
        while (scan.Read() && (scan.CurrentDepth > depth || scan.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray)));
    }
}
