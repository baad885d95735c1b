using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledgerline.Serialization;

/// <summary>Extension data: the members of an object that its type has no member for.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonExtension
{
    /// <summary>Takes the member under the reader.</summary>
    /// <param name="reader">On the member's name; left on the last token of its value.</param>
    /// <param name="options">Say how names are compared.</param>
    /// <param name="taken">What was taken so far.</param>
    /// <param name="discriminator">The name that is no such member; empty where there is none.</param>
    public static void Take(
        ref Utf8JsonReader reader, RecordOptions options, ref Dictionary<string, JsonElement>? taken, ReadOnlySpan<byte> discriminator)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!discriminator.IsEmpty && options.IsNamed(ref reader, discriminator))
        {
            reader.TrySkip();
            return;
        }

        string name = JsonScalars.ReadString(ref reader);
        reader.Read();
        (taken ??= [])[name] = JsonExpect.Element(ref reader, options);
    }

    /// <inheritdoc cref="Take(ref Utf8JsonReader, RecordOptions, ref Dictionary{string, JsonElement}, ReadOnlySpan{byte})"/>
    public static void Take(
        ref Utf8JsonReader reader, RecordOptions options, ref JsonObject? taken, ReadOnlySpan<byte> discriminator)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!discriminator.IsEmpty && options.IsNamed(ref reader, discriminator))
        {
            reader.TrySkip();
            return;
        }

        string name = JsonScalars.ReadString(ref reader);
        reader.Read();
        (taken ??= [])[name] = reader.TokenType == JsonTokenType.Null ? null : JsonScalars.ReadJsonNode(ref reader, options);
    }

    /// <summary>What was taken, in what the object holds already.</summary>
    public static Dictionary<string, JsonElement> Merge(Dictionary<string, JsonElement>? held, Dictionary<string, JsonElement>? taken) =>
        (Dictionary<string, JsonElement>)Merge((IDictionary<string, JsonElement>?)held, taken);

    /// <inheritdoc cref="Merge(Dictionary{string, JsonElement}, Dictionary{string, JsonElement})"/>
    public static IDictionary<string, JsonElement> Merge(IDictionary<string, JsonElement>? held, Dictionary<string, JsonElement>? taken)
    {
        if (held is null || taken is null)
        {
            return held ?? taken ?? [];
        }

        foreach ((string name, JsonElement value) in taken)
        {
            held[name] = value;
        }

        return held;
    }

    /// <inheritdoc cref="Merge(Dictionary{string, JsonElement}, Dictionary{string, JsonElement})"/>
    public static JsonObject Merge(JsonObject? held, JsonObject? taken)
    {
        if (held is null || taken is null)
        {
            return held ?? taken ?? [];
        }

        foreach ((string name, JsonNode? value) in taken.ToArray())
        {
            taken.Remove(name);
            held[name] = value;
        }

        return held;
    }

    /// <summary>Writes each member.</summary>
    /// <param name="output">Stands inside the object.</param>
    /// <param name="held">The members; null where there are none.</param>
    /// <param name="followsComma">Whether each has its comma before it; otherwise it has one behind it.</param>
    public static void Write(JsonOutput output, IDictionary<string, JsonElement>? held, bool followsComma)
    {
        ArgumentNullException.ThrowIfNull(output);
        foreach ((string name, JsonElement value) in held ?? new Dictionary<string, JsonElement>())
        {
            Begin(output, name, followsComma);
            output.Write(value);
            End(output, followsComma);
        }
    }

    /// <inheritdoc cref="Write(JsonOutput, IDictionary{string, JsonElement}, bool)"/>
    public static void Write(JsonOutput output, JsonObject? held, bool followsComma)
    {
        ArgumentNullException.ThrowIfNull(output);
        foreach ((string name, JsonNode? value) in held ?? [])
        {
            Begin(output, name, followsComma);
            if (value is null)
            {
                output.WriteNull();
            }
            else
            {
                output.Write(value);
            }

            End(output, followsComma);
        }
    }

    private static void Begin(JsonOutput output, string name, bool followsComma)
    {
        if (followsComma)
        {
            output.Raw(","u8);
        }

        output.Write(name);
        output.Raw(":"u8);
    }

    private static void End(JsonOutput output, bool followsComma)
    {
        if (!followsComma)
        {
            output.Raw(","u8);
        }
    }
}
