using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Ledgerline.Serialization;

/// <summary>
/// Reads what <see cref="JsonOutput"/> writes, comparing the bytes that are expected in place. Whatever is otherwise, also
/// what is valid, is a surprise: the member returns false, and the general path reads the value from its beginning.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct JsonCursor
{
    // Of a reader that has an object's bracket behind it, and expects a name.
    private static readonly JsonReaderState InObject = BehindBracket();

    private readonly SharedStrings _strings = SharedStrings.OfThread;
    private ReadOnlySpan<byte> _rest;
    private int _depthLeft;

    internal JsonCursor(ReadOnlySpan<byte> utf8, RecordOptions options)
    {
        _rest = utf8;
        _depthLeft = options.MaxDepth;
        Options = options;
    }

    /// <summary>What of the context's options counts.</summary>
    public RecordOptions Options { get; }

    /// <summary>Whether everything was read.</summary>
    internal readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Goes behind this text, if it stands here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Skip(ReadOnlySpan<byte> json)
    {
        if (!_rest.StartsWith(json))
        {
            return false;
        }

        _rest = _rest[json.Length..];
        return true;
    }

    /// <summary>Goes behind the beginning of an object or an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Begin(ReadOnlySpan<byte> json)
    {
        if (_depthLeft == 0 || !Skip(json))
        {
            return false;
        }

        _depthLeft--;
        return true;
    }

    /// <summary>Goes behind the end of an object or an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool End(ReadOnlySpan<byte> bracket)
    {
        if (!Skip(bracket))
        {
            return false;
        }

        _depthLeft++;
        return true;
    }

    /// <summary>Goes behind a comma that a member follows; stays before the end of the object.</summary>
    public bool SkipSeparator()
    {
        if (_rest.StartsWith(",\""u8))
        {
            _rest = _rest[1..];
            return true;
        }

        return _rest.StartsWith("}"u8);
    }

    /// <summary>Goes behind a value.</summary>
    /// <exception cref="JsonException">There is none.</exception>
    public void SkipValue()
    {
        Utf8JsonReader reader = Reader();
        reader.Skip();
        Advance(ref reader);
    }

    /// <summary>A reader on the first token of the value that stands here, for values without a form of their own.</summary>
    /// <exception cref="JsonException">There is no value, or no depth left.</exception>
    public readonly Utf8JsonReader Reader()
    {
        // Behind white space a null could stand that was looked for right here.
        if (_depthLeft == 0 || _rest.IsEmpty || _rest[0] <= (byte)' ')
        {
            throw new JsonException();
        }

        var reader = new Utf8JsonReader(_rest, new JsonReaderOptions { MaxDepth = _depthLeft });
        reader.Read();
        return reader;
    }

    /// <summary>A reader on the name of the member that stands here, behind its colon, for keys without a form of their own.</summary>
    /// <exception cref="JsonException">There is no name.</exception>
    public readonly Utf8JsonReader KeyReader()
    {
        var reader = new Utf8JsonReader(_rest, isFinalBlock: true, InObject);
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName ? reader : throw new JsonException();
    }

    /// <summary>Goes behind the value or the name that a reader has read.</summary>
    public void Advance(ref Utf8JsonReader reader) => _rest = _rest[(int)reader.BytesConsumed..];

    private static JsonReaderState BehindBracket()
    {
        var reader = new Utf8JsonReader("{"u8, isFinalBlock: false, default);
        reader.Read();
        return reader.CurrentState;
    }
}
