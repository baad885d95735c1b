using System.Buffers;
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

    /// <summary>The same bytes where they are one value on one line; their compact form where they have line breaks.</summary>
    /// <exception cref="JsonException">They are not one JSON value.</exception>
    public static ReadOnlyMemory<byte> Validate(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span))
        {
            throw new JsonException("The JSON is not valid UTF-8.");
        }

        var reader = new Utf8JsonReader(utf8.Span, ReaderOptions);
        reader.Read();
        reader.Skip();
        while (reader.Read())
        {
        }

        if (!utf8.Span.ContainsAny((byte)'\n', (byte)'\r'))
        {
            return utf8;
        }

        var again = new Utf8JsonReader(utf8.Span, ReaderOptions);
        return Write(JsonElement.ParseValue(ref again));
    }

    /// <summary>A parsed value as compact UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        element.WriteTo(writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
