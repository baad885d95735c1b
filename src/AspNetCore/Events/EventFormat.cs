using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Ledgerline.Drivers;

namespace Ledgerline.AspNetCore;

/// <summary>
/// Writes entries as events: <c>id</c>, <c>event</c>, <c>data</c>, an empty line. The payload's bytes are copied, and each line
/// of it is a data line, so that nothing in it can be taken for a field. Immutable; equal where what it writes is.
/// </summary>
/// <param name="Discriminator">The member that names an event; null for none.</param>
/// <param name="IncludesTime">Whether data are the entry with its number and time.</param>
internal sealed record EventFormat(string? Discriminator, bool IncludesTime)
{
    /// <summary>What the names of control events begin with; an entry's event never does.</summary>
    public const string ControlPrefix = "log.";

    // Room for the fields' names, two numbers and the envelope.
    private const int Overhead = 128;

    private static readonly SearchValues<byte> NotInNames = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static value => (byte)value), 0x7F]);

    private readonly byte[]? _opening = Discriminator is null ? null : [.. "{"u8, .. Quoted(Discriminator), .. ":"u8];

    public bool Equals(EventFormat? other) =>
        other is not null && Discriminator == other.Discriminator && IncludesTime == other.IncludesTime;

    public override int GetHashCode() => HashCode.Combine(Discriminator, IncludesTime);

    /// <summary>Writes an entry.</summary>
    public void Write(FrameBuffer output, in RawLogEntry entry)
    {
        ReadOnlySpan<byte> payload = entry.Payload.Span;
        ReadOnlySpan<byte> name = NameOf(payload);
        Span<byte> span = output.Reserve(payload.Length + name.Length + Overhead);
        int at = Copy(span, 0, "id: "u8);
        at = Number(span, at, entry.Seq);
        if (!name.IsEmpty)
        {
            at = Copy(span, at, "\nevent: "u8);
            at = Copy(span, at, name);
        }

        at = Copy(span, at, "\ndata: "u8);
        if (IncludesTime)
        {
            at = Copy(span, at, "{\"seq\":"u8);
            at = Number(span, at, entry.Seq);
            at = Copy(span, at, ",\"ts\":"u8);
            at = Number(span, at, entry.TimestampMs);
            at = Copy(span, at, ",\"data\":"u8);
        }

        if (payload.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            at = Copy(span, at, payload);
        }
        else
        {
            output.Advance(at);
            WriteLines(output, payload);
            span = output.Reserve(Overhead);
            at = 0;
        }

        at = Copy(span, at, IncludesTime ? "}\n\n"u8 : "\n\n"u8);
        output.Advance(at);
    }

    /// <summary>How many of the bytes, which are whole events, come up to and including a number.</summary>
    /// <param name="events">The events.</param>
    /// <param name="seq">The number.</param>
    /// <param name="count">How many entries that is.</param>
    public static int LengthThrough(ReadOnlySpan<byte> events, long seq, out int count)
    {
        count = 0;
        int length = 0;
        for (int at = 0; at < events.Length;)
        {
            ReadOnlySpan<byte> rest = events[at..];
            at += rest.IndexOf("\n\n"u8) + 2;

            if (TryReadId(rest, out long id, out bool isEntry))
            {
                if (id > seq)
                {
                    break;
                }

                length = at;
                count += isEntry ? 1 : 0;
            }
        }

        return length;
    }

    /// <summary>How many of the bytes, which are whole events, are within a number of bytes; with the first that has an id at least.</summary>
    /// <param name="events">The events.</param>
    /// <param name="most">The number of bytes.</param>
    /// <param name="seq">The number behind them.</param>
    /// <param name="after">How many entries come after them.</param>
    public static int LengthWithin(ReadOnlySpan<byte> events, int most, out long seq, out int after)
    {
        seq = 0;
        after = 0;
        int length = 0;
        for (int at = 0; at < events.Length;)
        {
            ReadOnlySpan<byte> rest = events[at..];
            at += rest.IndexOf("\n\n"u8) + 2;
            if (TryReadId(rest, out long id, out bool isEntry))
            {
                if (length == 0 || at <= most)
                {
                    length = at;
                    seq = id;
                }
                else if (isEntry)
                {
                    after++;
                }
            }
        }

        return length;
    }

    /// <summary>The name of an entry's event; empty for none.</summary>
    private ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> payload)
    {
        if (_opening is null)
        {
            return default;
        }

        ReadOnlySpan<byte> name = payload.StartsWith(_opening) && TryReadName(payload[_opening.Length..], out ReadOnlySpan<byte> found)
            ? found
            : FindName(payload);
        return name.StartsWith("log."u8) || name.ContainsAny(NotInNames) ? default : name;
    }

    /// <summary>Reads the id of the event that bytes begin with. One without an id belongs to what comes next.</summary>
    private static bool TryReadId(ReadOnlySpan<byte> events, out long id, out bool isEntry)
    {
        id = 0;
        int digits = 0;
        bool hasId = events.StartsWith("id: "u8) && Utf8Parser.TryParse(events[4..], out id, out digits);
        isEntry = hasId && !events[(4 + digits)..].StartsWith("\nevent: log."u8);
        return hasId;
    }

    /// <summary>Reads a plain string or a number in place, as our own writer puts it.</summary>
    private static bool TryReadName(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (value.StartsWith("\""u8))
        {
            int end = value[1..].IndexOfAny((byte)'"', (byte)'\\');
            if (end < 0 || value[end + 1] != (byte)'"')
            {
                return false;
            }

            name = value.Slice(1, end);
            return true;
        }

        int length = value.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (length <= 0 || value[length] is not ((byte)',' or (byte)'}'))
        {
            return false;
        }

        name = value[..length];
        return true;
    }

    /// <summary>Finds the discriminator wherever it stands in the object; the first one counts.</summary>
    private ReadOnlySpan<byte> FindName(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = 1000 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return default;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isFound = reader.ValueTextEquals(Discriminator);
                reader.Read();
                if (isFound)
                {
                    return reader.TokenType switch
                    {
                        JsonTokenType.String => Encoding.UTF8.GetBytes(reader.GetString()!),
                        JsonTokenType.Number => reader.ValueSpan.ToArray(),
                        _ => default,
                    };
                }

                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What another writer left here has no name; whoever reads the event sees the payload as it is.
        }

        return default;
    }

    private static void WriteLines(FrameBuffer output, ReadOnlySpan<byte> payload)
    {
        while (true)
        {
            int end = payload.IndexOfAny((byte)'\n', (byte)'\r');
            output.Write(end < 0 ? payload : payload[..end]);
            if (end < 0)
            {
                return;
            }

            output.Write("\ndata: "u8);
            payload = payload[(payload[end..].StartsWith("\r\n"u8) ? end + 2 : end + 1)..];
        }
    }

    private static byte[] Quoted(string name) => [.. "\""u8, .. JsonEncodedText.Encode(name, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, .. "\""u8];

    private static int Copy(Span<byte> span, int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(span[at..]);
        return at + text.Length;
    }

    private static int Number(Span<byte> span, int at, long value)
    {
        Utf8Formatter.TryFormat(value, span[at..], out int written);
        return at + written;
    }
}
