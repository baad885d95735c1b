using System.Text;
using System.Text.Json;

namespace Ledgerline.Serialization;

/// <summary>Finds members that stand twice in an object, for options that do not allow that.</summary>
internal static class JsonDuplicates
{
    /// <param name="reader">A copy, on the start of the object.</param>
    /// <param name="comparison">How names are compared.</param>
    /// <exception cref="JsonException">A name stands twice.</exception>
    public static void ThrowIfAny(Utf8JsonReader reader, StringComparer comparison)
    {
        var names = new HashSet<string>(comparison);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = JsonScalars.ReadString(ref reader);
            if (!names.Add(name))
            {
                throw new JsonMemberException($"The member '{name}' stands twice, and the options do not allow that.", name);
            }

            reader.TrySkip();
        }
    }

    /// <summary>Any JSON, in which no object has a name twice.</summary>
    /// <exception cref="JsonException">One has.</exception>
    public static void ThrowIfAnyWithin(Utf8JsonReader reader)
    {
        int depth = reader.CurrentDepth;
        do
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ThrowIfAny(reader, StringComparer.Ordinal);
            }
        }
        while (reader.Read() && reader.CurrentDepth > depth);
    }
}
