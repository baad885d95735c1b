using System.Collections.Specialized;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Ledgerline.PowerShell.Json;

/// <summary>
/// JSON to what a script expects: objects become PSCustomObject in the order of their members, arrays object[],
/// numbers as <see cref="JsonNumber"/> says, and strings stay strings, also where they look like dates, unless dates are
/// asked for. One reader for many values: it learns their names. For one thread at a time.
/// </summary>
/// <remarks>
/// PowerShell's properties ignore case and have names, JSON's members do neither. An object whose names differ only
/// in case, or one of whose names is empty or reserved, becomes an OrderedDictionary that tells them apart, so that
/// nothing is lost. Where a name is written twice, the last value counts, as everywhere in .NET and JavaScript.
/// </remarks>
/// <param name="asDateTime">Whether a string that is a date and a time, as <see cref="JsonTime"/> says, becomes one.</param>
internal sealed class PSObjectJsonReader(bool asDateTime)
{
    /// <summary>As deep as the runtime stores: what was written can be read.</summary>
    public const int MaxDepth = 1000;

    /// <summary>How deep JSON is read.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };
    private static readonly object True = true;
    private static readonly object False = false;

    private readonly JsonShape _noNames = new();

    // What was read of the containers that are open, one above the other.
    private string[] _names = new string[16];
    private object?[] _values = new object?[16];
    private int _count;

    /// <summary>Reads one JSON value.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static object? Read(ReadOnlySpan<byte> utf8, bool asDateTime = false) => new PSObjectJsonReader(asDateTime).Read(utf8);

    /// <summary>Reads one JSON value.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public object? Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        reader.Read();
        _count = 0;
        return ReadValue(ref reader);
    }

    // PowerShell's own way, which the reference assembly of its oldest version lacks: with room for the members from
    // the beginning they need no entry in a table of the whole process, which costs more than all the rest.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern PSObject NewObject(int instanceMemberCapacity);

    private object? ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader),
        JsonTokenType.StartArray => ReadArray(ref reader),
        JsonTokenType.String => (asDateTime ? JsonTime.Read(ref reader) : null) ?? JsonString.Read(ref reader),
        JsonTokenType.Number => JsonNumber.Read(ref reader),
        JsonTokenType.True => True,
        JsonTokenType.False => False,
        _ => null,
    };

    private object?[] ReadArray(ref Utf8JsonReader reader)
    {
        int start = _count;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Push("", ReadValue(ref reader));
        }

        object?[] items = _values.AsSpan(start, _count - start).ToArray();
        Pop(start);
        return items;
    }

    private object ReadObject(ref Utf8JsonReader reader)
    {
        int start = _count;
        JsonShape? shape = _noNames;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = ReadName(ref reader, ref shape);
            reader.Read();
            Push(name, ReadValue(ref reader));
        }

        object result = shape is { ArePropertyNames: true } ? ToObject(start) : ToObjectOrDictionary(start);
        Pop(start);
        return result;
    }

    private static string ReadName(ref Utf8JsonReader reader, ref JsonShape? shape)
    {
        if (shape is not null && !reader.ValueIsEscaped)
        {
            shape = shape.Find(reader.ValueSpan) ?? shape.Add(reader.ValueSpan);
            if (shape is not null)
            {
                return shape.Name;
            }
        }

        shape = null;
        return JsonString.Read(ref reader);
    }

    private void Push(string name, object? value)
    {
        if (_count == _values.Length)
        {
            Array.Resize(ref _names, _count * 2);
            Array.Resize(ref _values, _count * 2);
        }

        _names[_count] = name;
        _values[_count++] = value;
    }

    private void Pop(int start)
    {
        // Nothing that was read is held any longer than by whom it was read for.
        Array.Clear(_values, start, _count - start);
        _count = start;
    }

    private PSObject ToObject(int start)
    {
        PSObject result = NewObject(_count - start);
        PSMemberInfoCollection<PSPropertyInfo> properties = result.Properties;
        for (int i = start; i < _count; i++)
        {
            // The names were checked: PowerShell need not search for each again.
            properties.Add(new PSNoteProperty(_names[i], _values[i]), preValidated: true);
        }

        return result;
    }

    /// <summary>Makes an object of names that are not known to be properties.</summary>
    private object ToObjectOrDictionary(int start)
    {
        var members = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        for (int i = start; i < _count; i++)
        {
            members[_names[i]] = _values[i];
        }

        return ArePropertyNames(members.Keys) ? ToObject(members) : ToDictionary(members);
    }

    private static bool ArePropertyNames(OrderedDictionary<string, object?>.KeyCollection names)
    {
        var seen = new HashSet<string>(names.Count, StringComparer.OrdinalIgnoreCase);
        return names.All(name => JsonShape.IsPropertyName(name) && seen.Add(name));
    }

    private static PSObject ToObject(OrderedDictionary<string, object?> members)
    {
        PSObject result = NewObject(members.Count);
        foreach ((string name, object? value) in members)
        {
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
