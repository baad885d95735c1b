using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Ledgerline;

/// <summary>What counts as one JSON value here: strict, valid UTF-8, on one line, at most <see cref="MaxDepth"/> deep.</summary>
internal static class JsonText
{
    /// <summary>The deepest nesting that is written or read: System.Text.Json's own limit for writing.</summary>
    public const int MaxDepth = 1000;

    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
        SkipValidation = true,
    };

    /// <summary>
    /// The same bytes where they are one value on one line, but for white space around it; their compact form where they have
    /// line breaks.
    /// </summary>
    /// <exception cref="JsonException">They are not one JSON value.</exception>
    public static ReadOnlyMemory<byte> Validate(ReadOnlyMemory<byte> utf8)
    {
        ThrowIfInvalid(utf8.Span);
        return OnOneLine(utf8.Trim(" \t\r\n"u8));
    }

    /// <summary>Makes sure that the bytes are one JSON value and nothing else.</summary>
    /// <exception cref="JsonException">They are not; with the line and the byte in it, both from 0.</exception>
    public static void ThrowIfInvalid(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8))
        {
            throw new JsonException("The JSON begins with a byte order mark, expected UTF-8 without one.", null, 0, 0);
        }

        if (!Utf8.IsValid(utf8))
        {
            ReadOnlySpan<byte> valid = utf8[..LengthOfValid(utf8)];
            throw new JsonException(
                "The JSON is not valid UTF-8.",
                null,
                valid.Count((byte)'\n'),
                valid.Length - (valid.LastIndexOf((byte)'\n') + 1));
        }

        var reader = new Utf8JsonReader(utf8, ReaderOptions);
        reader.Read();
        reader.Skip();
        while (reader.Read())
        {
        }
    }

    /// <summary>A valid value on one line: its compact form where it has line breaks.</summary>
    public static ReadOnlyMemory<byte> OnOneLine(ReadOnlyMemory<byte> utf8)
    {
        if (!HasLineBreaks(utf8.Span))
        {
            return utf8;
        }

        var reader = new Utf8JsonReader(utf8.Span, ReaderOptions);
        return Write(JsonElement.ParseValue(ref reader));
    }

    public static bool HasLineBreaks(ReadOnlySpan<byte> utf8) => utf8.ContainsAny((byte)'\n', (byte)'\r');

    /// <summary>A parsed value as compact UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        element.WriteTo(writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static int LengthOfValid(ReadOnlySpan<byte> utf8)
    {
        int length = 0;
        while (Rune.DecodeFromUtf8(utf8[length..], out _, out int read) == OperationStatus.Done)
        {
            length += read;
        }

        return length;
    }
}
