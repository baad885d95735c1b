using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Ledgerline.Serialization;

/// <summary>What generated code expects of JSON and of values, and the errors that say what it found instead.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonExpect
{
    /// <summary>Throws where the reader is not on the start of an object.</summary>
    /// <param name="reader">On the first token of a value.</param>
    /// <param name="type">The type that is read, for the message.</param>
    public static void Record(ref Utf8JsonReader reader, string type)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            ThrowUnexpected(ref reader, $"an object for {type}");
        }
    }

    /// <summary>Throws where the reader is not on the start of an object, or on one that has a member twice and may not.</summary>
    /// <param name="reader">On the first token of a value.</param>
    /// <param name="type">The type that is read, for the message.</param>
    /// <param name="options">Say whether a member may stand twice, and how names are compared.</param>
    public static void Record(ref Utf8JsonReader reader, string type, RecordOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Record(ref reader, type);
        if (!options.AllowsDuplicates)
        {
            JsonDuplicates.ThrowIfAny(reader, options.IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        }
    }

    /// <summary>Throws where the reader is not on the start of an array.</summary>
    /// <param name="reader">On the first token of a value.</param>
    public static void Array(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            ThrowUnexpected(ref reader, "an array");
        }
    }

    /// <summary>Throws where the reader is not on the start of an object that holds a dictionary.</summary>
    /// <param name="reader">On the first token of a value.</param>
    /// <param name="options">Say whether a key may stand twice.</param>
    public static void Dictionary(ref Utf8JsonReader reader, RecordOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            ThrowUnexpected(ref reader, "an object");
        }

        if (!options.AllowsDuplicates)
        {
            JsonDuplicates.ThrowIfAny(reader, StringComparer.Ordinal);
        }
    }

    /// <summary>Reads any JSON.</summary>
    /// <param name="reader">On the first token of a value; left on its last.</param>
    /// <param name="options">Say whether a member may stand twice.</param>
    public static JsonElement Element(ref Utf8JsonReader reader, RecordOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.AllowsDuplicates)
        {
            JsonDuplicates.ThrowIfAnyWithin(reader);
        }

        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>Throws where the reader is on a null that the member does not take.</summary>
    /// <param name="reader">On the first token of the member's value.</param>
    /// <param name="type">The type that is read, for the message.</param>
    /// <param name="member">The member's name in JSON.</param>
    public static void NotNull(ref Utf8JsonReader reader, string type, string member)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            throw new JsonException($"Expected a value for the member '{member}' of {type}, which is not nullable; found null.");
        }
    }

    /// <summary>Throws where a value to write is null and its member is not nullable.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The type that is written, for the message.</param>
    /// <param name="member">The member's name in JSON.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NotNull([NotNull] object? value, string type, string member)
    {
        if (value is null)
        {
            ThrowNull(type, member);
        }
    }

    /// <summary>Throws where an immutable array to write was never given a value.</summary>
    /// <param name="isDefault">The array's own word.</param>
    public static void Created(bool isDefault)
    {
        if (isDefault)
        {
            throw new JsonException("Expected an immutable array to write, found its default: start from ImmutableArray<T>.Empty.");
        }
    }

    /// <summary>The error for a null in a collection whose items are not nullable.</summary>
    public static JsonException NullItem() => new("Expected an item that is not null, found null.");

    /// <summary>Goes behind a member that the type does not have, or throws where the options do not allow one.</summary>
    /// <param name="reader">On the member's name; left on the last token of its value.</param>
    /// <param name="options">Say how names are compared.</param>
    /// <param name="isSkipped">Whether such members are skipped; otherwise they are an error.</param>
    /// <param name="type">The type that is read, for the message.</param>
    /// <param name="discriminator">The name that says which case of a hierarchy this is; empty where it is none.</param>
    public static void Unknown(
        ref Utf8JsonReader reader, RecordOptions options, bool isSkipped, string type, ReadOnlySpan<byte> discriminator)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!isSkipped && (discriminator.IsEmpty || !options.IsNamed(ref reader, discriminator)))
        {
            throw new JsonException($"{type} has no member '{reader.GetString()}', and no others are allowed.");
        }

        // A stream's reader is not told that the value is whole, which it is; Skip would want that.
        reader.TrySkip();
    }

    /// <summary>The error for a member that is not there and has no default.</summary>
    /// <param name="type">The type that is read, for the message.</param>
    /// <param name="member">The member's name in JSON.</param>
    public static JsonException Missing(string type, string member) =>
        new JsonMemberException($"The member '{member}' of {type} is missing: it is not nullable and has no default.", member);

    /// <summary>The error for a value whose type is not a case of its hierarchy.</summary>
    /// <param name="value">The value that was to be written.</param>
    /// <param name="type">The hierarchy, for the message.</param>
    public static JsonException NotACase(object? value, string type) =>
        new($"Expected a case of {type} to write, found {(value is null ? "null" : value.GetType().Name)}.");

    /// <summary>The error for a value that is matched and whose type is not a case of its hierarchy.</summary>
    /// <param name="value">The value that was matched.</param>
    /// <param name="type">The hierarchy, for the message.</param>
    public static InvalidOperationException Unmatched(object? value, string type) =>
        new($"Expected a case of {type} to match, found {(value is null ? "null" : value.GetType().ToString())}.");

    /// <summary>Finds the discriminator of an object wherever it stands.</summary>
    /// <param name="reader">On the start of the object; a copy, so that the object can be read afterwards.</param>
    /// <param name="name">The discriminator's name.</param>
    /// <param name="type">The hierarchy, for the message.</param>
    /// <param name="member">The discriminator's name, for the message.</param>
    /// <param name="options">Say how names are compared.</param>
    /// <returns>A reader on the discriminator's value.</returns>
    public static Utf8JsonReader Discriminator(
        Utf8JsonReader reader, ReadOnlySpan<byte> name, string type, string member, RecordOptions options)
    {
        if (TryFindDiscriminator(ref reader, name, options))
        {
            return reader;
        }

        throw new JsonMemberException($"The discriminator '{member}' of {type} is missing.", member);
    }

    /// <summary>Finds the discriminator of an object wherever it stands, if it has one.</summary>
    /// <param name="reader">A copy, on the start of the object; left on the discriminator's value, or behind the object.</param>
    /// <param name="name">The discriminator's name.</param>
    /// <param name="options">Say how names are compared.</param>
    public static bool TryFindDiscriminator(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, RecordOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool found = options.IsNamed(ref reader, name);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.TrySkip();
        }

        return false;
    }

    /// <summary>The error for a discriminator that no case has.</summary>
    /// <param name="discriminator">On the discriminator's value.</param>
    /// <param name="type">The hierarchy, for the message.</param>
    /// <param name="member">The discriminator's name.</param>
    /// <param name="known">The discriminators that there are, for the message.</param>
    public static JsonException UnknownCase(ref Utf8JsonReader discriminator, string type, string member, string known)
    {
        string found = discriminator.TokenType switch
        {
            JsonTokenType.String => $"'{JsonScalars.ReadString(ref discriminator)}'",
            JsonTokenType.Number when discriminator.TryGetInt64(out long number) => $"{number}",
            _ => Describe(discriminator.TokenType),
        };
        return new JsonMemberException($"Expected a case of {type} ({known}) in '{member}', found {found}.", member);
    }

    /// <summary>The error for a token that is not what was expected.</summary>
    internal static JsonException Unexpected(ref Utf8JsonReader reader, string expected, Exception? inner = null) =>
        new($"The JSON does not fit: expected {expected}, found {Describe(reader.TokenType)}.", inner);

    [DoesNotReturn]
    private static void ThrowNull(string type, string member) => throw new JsonException(
        $"Expected a value to write for the member '{member}' of {type}, which is not nullable; found null.");

    [DoesNotReturn]
    private static void ThrowUnexpected(ref Utf8JsonReader reader, string expected) => throw Unexpected(ref reader, expected);

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "the end",
    };
}
