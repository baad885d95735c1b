using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Net;
using System.Numerics;
using System.Security;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;

namespace Ledgerline.PowerShell.Json;

/// <summary>
/// What a script passes to JSON: integers stay integers and doubles keep their point, enums are names, dates are ISO
/// 8601 with their offset, byte arrays are Base64, dictionaries and everything with properties are objects.
/// </summary>
internal sealed class PSObjectJsonWriter : IDisposable
{
    /// <summary>The deepest nesting of arrays and objects that a command stores.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer;
    private readonly JsonPath _path = new();

    private readonly int _maxDepth;

    private PSObjectJsonWriter(int maxDepth)
    {
        _maxDepth = maxDepth;
        _writer = new Utf8JsonWriter(_buffer, Options);
    }

    /// <summary>Writes one value as JSON.</summary>
    /// <exception cref="ValueNotSerializableException">It, or a value in it, cannot be stored.</exception>
    public static JsonPayload Write(object? value, int maxDepth = MaxDepth)
    {
        using var writer = new PSObjectJsonWriter(maxDepth);
        writer.WriteValue(value);
        writer._writer.Flush();
        return JsonPayload.Parse(writer._buffer.WrittenMemory);
    }

    public void Dispose() => _writer.Dispose();

    private void WriteValue(object? value)
    {
        object? bare = value is PSObject wrapper && wrapper != AutomationNull.Value ? wrapper.BaseObject : value;
        switch (bare)
        {
            case null or DBNull or PSObject:
                _writer.WriteNullValue();
                break;
            case PSCustomObject:
                WriteProperties(PSObject.AsPSObject(value), value!);
                break;
            case string text:
                WriteText(text);
                break;
            case IDictionary dictionary:
                WriteDictionary(dictionary);
                break;
            default:
                if (!TryWriteScalar(bare))
                {
                    WriteContainer(value!, bare);
                }

                break;
        }
    }

    private bool TryWriteScalar(object value)
    {
        switch (value)
        {
            case bool flag:
                _writer.WriteBooleanValue(flag);
                return true;
            case SwitchParameter flag:
                _writer.WriteBooleanValue(flag.IsPresent);
                return true;
            case Enum name:
                WriteEnum(name);
                return true;
            case double or float or Half:
                WriteDouble(Convert.ToDouble(value is Half half ? (double)half : value, CultureInfo.InvariantCulture), value);
                return true;
            case decimal number:
                _writer.WriteNumberValue(number);
                return true;
            case sbyte or byte or short or ushort or int or uint or long or ulong or nint or nuint or BigInteger or Int128 or UInt128:
                _writer.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                return true;
            case char c:
                WriteText(c.ToString());
                return true;
            case DateTime time:
                _writer.WriteStringValue(time);
                return true;
            case DateTimeOffset time:
                _writer.WriteStringValue(time);
                return true;
            case DateOnly or TimeOnly:
                _writer.WriteStringValue(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                return true;
            case Guid or TimeSpan or Version or Uri or IPAddress or Type or CultureInfo:
                WriteText(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                return true;
            case byte[] bytes:
                _writer.WriteBase64StringValue(bytes);
                return true;
            default:
                return TryWriteDocument(value);
        }
    }

    private bool TryWriteDocument(object value)
    {
        switch (value)
        {
            case JsonElement element:
                element.WriteTo(_writer);
                return true;
            case JsonDocument document:
                document.WriteTo(_writer);
                return true;
            case JsonNode node:
                node.WriteTo(_writer);
                return true;
            case XmlNode node:
                WriteText(node.OuterXml);
                return true;
            default:
                return false;
        }
    }

    private void WriteContainer(object value, object bare)
    {
        switch (bare)
        {
            case SecureString or PSCredential:
                throw Fail($"a {bare.GetType().Name} is a secret and does not belong into a log. Leave it out.");
            case ScriptBlock or Delegate:
                throw Fail($"a {bare.GetType().Name} is code, not data. Leave it out, or pass what it returns.");
            case IEnumerable items:
                WriteArray(items);
                break;
            default:
                WriteProperties(PSObject.AsPSObject(value), bare);
                break;
        }
    }

    private void WriteArray(IEnumerable items)
    {
        Enter(items);
        _writer.WriteStartArray();
        int index = 0;
        foreach (object? item in items)
        {
            _path.At(index++);
            WriteValue(item);
        }

        _writer.WriteEndArray();
        _path.Leave();
    }

    private void WriteDictionary(IDictionary dictionary)
    {
        Enter(dictionary);
        var members = new List<KeyValuePair<string, object?>>(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            members.Add(new(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", entry.Value));
        }

        if (dictionary is Hashtable)
        {
            // A hashtable's order changes from process to process; sorted, the same table gives the same line.
            members.Sort((x, y) => string.CompareOrdinal(x.Key, y.Key));
        }

        WriteMembers(members);
        _path.Leave();
    }

    private void WriteProperties(PSObject value, object identity)
    {
        Enter(identity);
        WriteMembers(value.Properties
            .Where(property => property.IsGettable && property.MemberType != PSMemberTypes.AliasProperty)
            .Select(property => new KeyValuePair<string, object?>(property.Name, ReadProperty(property))));
        _path.Leave();
    }

    private object? ReadProperty(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException e)
        {
            _path.At(property.Name);
            throw Fail($"reading the property failed: {e.GetBaseException().Message} Choose the properties to store with Select-Object.", e);
        }
    }

    private void WriteMembers(IEnumerable<KeyValuePair<string, object?>> members)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        _writer.WriteStartObject();
        foreach ((string name, object? value) in members)
        {
            _path.At(name);
            if (JsonString.HasLoneSurrogate(name))
            {
                throw Fail("its name holds half a surrogate pair. Rename it.");
            }

            if (!names.Add(name))
            {
                throw Fail("two keys have this name as text. Rename one of them.");
            }

            _writer.WritePropertyName(name);
            WriteValue(value);
        }

        _writer.WriteEndObject();
    }

    private void WriteText(string text)
    {
        if (JsonString.HasLoneSurrogate(text))
        {
            _writer.WriteRawValue(JsonString.Escape(text));
            return;
        }

        _writer.WriteStringValue(text);
    }

    private void WriteEnum(Enum value)
    {
        string name = value.ToString();
        if (char.IsAsciiLetter(name[0]) || name[0] == '_')
        {
            _writer.WriteStringValue(name);
            return;
        }

        // A value that has no name is its number.
        _writer.WriteRawValue(value.ToString("D"));
    }

    private void WriteDouble(double number, object value)
    {
        if (!double.IsFinite(number))
        {
            throw Fail($"JSON has no {number.ToString(CultureInfo.InvariantCulture)}. Pass $null or a text instead.");
        }

        // A float's own shortest digits, not those of the double that it widens to.
        _writer.WriteRawValue(value is float
            ? JsonNumber.Format(double.Parse(((IFormattable)value).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
            : JsonNumber.Format(number));
    }

    private void Enter(object container)
    {
        if (_path.Find(container) is { } outer)
        {
            throw Fail($"it is the same object as {outer}, which contains it (a circular reference). Leave it out, or choose the properties to store with Select-Object.");
        }

        if (_path.Depth == _maxDepth)
        {
            throw Fail($"it is nested more than {_maxDepth} levels deep. Choose the properties to store with Select-Object, or pass its text.");
        }

        _path.Enter(container);
    }

    private ValueNotSerializableException Fail(string reason, Exception? innerException = null) =>
        new(_path.ToString(), reason, innerException);
}
