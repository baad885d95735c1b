using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.Json;

namespace Ledgerline.PowerShell.Json;

/// <summary>
/// JSON to what a script expects: objects become PSCustomObject in the order of their members, arrays object[],
/// numbers as <see cref="JsonNumber"/> says, and strings stay strings, also where they look like dates, unless dates are asked for.
/// </summary>
/// <remarks>
/// PowerShell's properties ignore case and have names, JSON's members do neither. An object whose names differ only
/// in case, or one of whose names is empty or reserved, becomes an OrderedDictionary that tells them apart, so that
/// nothing is lost. Where a name is written twice, the last value counts, as everywhere in .NET and JavaScript.
/// </remarks>
internal static class PSObjectJsonReader
{
    /// <summary>As deep as the runtime stores: what was written can be read.</summary>
    public const int MaxDepth = 1000;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    // PowerShell keeps these member names for the views of an object.
    private static readonly HashSet<string> Reserved = new(
        ["PSBase", "PSAdapted", "PSExtended", "PSObject", "PSTypeNames"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads one JSON value.</summary>
    /// <param name="utf8">The value.</param>
    /// <param name="asDateTime">Whether a string that is a date and a time, as <see cref="JsonTime"/> says, becomes one.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static object? Read(ReadOnlySpan<byte> utf8, bool asDateTime = false)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        reader.Read();
        return ReadValue(ref reader, asDateTime);
    }

    private static object? ReadValue(ref Utf8JsonReader reader, bool asDateTime) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader, asDateTime),
        JsonTokenType.StartArray => ReadArray(ref reader, asDateTime),
        JsonTokenType.String => (asDateTime ? JsonTime.Read(ref reader) : null) ?? JsonString.Read(ref reader),
        JsonTokenType.Number => JsonNumber.Parse(reader.ValueSpan),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => null,
    };

    private static object?[] ReadArray(ref Utf8JsonReader reader, bool asDateTime)
    {
        var items = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, asDateTime));
        }

        return [.. items];
    }

    private static object ReadObject(ref Utf8JsonReader reader, bool asDateTime)
    {
        var members = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = JsonString.Read(ref reader);
            reader.Read();
            members[name] = ReadValue(ref reader, asDateTime);
        }

        return AreProperties(members.Keys) ? ToObject(members) : ToDictionary(members);
    }

    private static bool AreProperties(OrderedDictionary<string, object?>.KeyCollection names)
    {
        var seen = new HashSet<string>(names.Count, StringComparer.OrdinalIgnoreCase);
        foreach (string name in names)
        {
            if (name.Length == 0 || Reserved.Contains(name) || !seen.Add(name))
            {
                return false;
            }
        }

        return true;
    }

    private static PSObject ToObject(OrderedDictionary<string, object?> members)
    {
        var result = new PSObject();
        foreach ((string name, object? value) in members)
        {
            // The names were checked above: PowerShell need not search for each again.
            result.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
        }

        return result;
    }

    private static OrderedDictionary ToDictionary(OrderedDictionary<string, object?> members)
    {
        var result = new OrderedDictionary(members.Count, StringComparer.Ordinal);
        foreach ((string name, object? value) in members)
        {
            result.Add(name, value);
        }

        return result;
    }
}
