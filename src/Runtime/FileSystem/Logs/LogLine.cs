using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Ledgerline.FileSystem;

/// <summary>
/// One line of a log file, parsed:
/// <code>{"seq":N,"ts":MS,"data":VALUE[,...][,"lost":N][,"more":true][,"crc":"xxxxxxxx"]}</code>
/// The CRC-32C covers the bytes before <c>,"crc"</c>.
/// </summary>
internal readonly record struct LogLine
{
    internal static ReadOnlySpan<byte> SeqHead => "{\"seq\":"u8;

    internal static ReadOnlySpan<byte> TimestampHead => ",\"ts\":"u8;

    internal static ReadOnlySpan<byte> DataHead => ",\"data\":"u8;

    /// <summary>What stands behind the payload of every line of a batch but its last.</summary>
    internal static ReadOnlySpan<byte> MoreMark => ",\"more\":true"u8;

    internal static ReadOnlySpan<byte> LostHead => ",\"lost\":"u8;

    private static ReadOnlySpan<byte> CrcHead => ",\"crc\":\""u8;

    private static ReadOnlySpan<byte> CrcEnd => "\"}"u8;

    private const int CrcDigits = 8;

    /// <summary>The bytes that <see cref="EndsWithMore"/> looks at.</summary>
    internal const int LongestEnd = 32;

    /// <summary>The highest number that an entry can have: the last that every reader of JSON holds exactly.</summary>
    public const long MaxSeq = (1L << 53) - 1;

    // What DateTimeOffset can hold.
    private const long MinTimestamp = -62_135_596_800_000;
    private const long MaxTimestamp = 253_402_300_799_999;

    /// <summary>The entry's number.</summary>
    public long Seq { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long Timestamp { get; init; }

    /// <summary>Where the payload begins in the line.</summary>
    public int DataStart { get; init; }

    /// <summary>The payload's length.</summary>
    public int DataLength { get; init; }

    /// <summary>Whether the batch goes on in the next line.</summary>
    public bool More { get; init; }

    /// <summary>How many numbers before this one were lost and, by a repair or an import, given up.</summary>
    public long Lost { get; private init; }

    /// <summary>What tells this line from another one with the same number.</summary>
    public uint Fingerprint { get; init; }

    /// <summary>Whether this is the entry behind another one: the next number, or one that says that those between are lost.</summary>
    public bool Follows(long seq) => Seq > seq && Seq - seq - 1 <= Lost;

    /// <summary>Whether a line, of which only the end need be given, says that its batch goes on. Nothing is checked.</summary>
    internal static bool EndsWithMore(ReadOnlySpan<byte> lineEnd) =>
        (TrySplitCrc(lineEnd, out int crcStart, out _) ? lineEnd[..crcStart] : lineEnd[..^1]).EndsWith(MoreMark);

    /// <summary>Parses and checks a whole line, without its <c>\n</c>.</summary>
    /// <param name="line">The line's bytes.</param>
    /// <param name="parsed">What it says.</param>
    /// <param name="fault">What is wrong with it, in words; null where nothing is.</param>
    public static bool TryParse(ReadOnlySpan<byte> line, out LogLine parsed, out string? fault)
    {
        parsed = default;
        if (!TryParseHead(line, out long seq, out long timestamp, out int dataStart))
        {
            fault = line.Contains((byte)0)
                ? "the line holds NUL bytes, as a crash leaves them"
                : "the line does not begin with {\"seq\":N,\"ts\":MS,\"data\":";
            return false;
        }

        if (seq > MaxSeq)
        {
            fault = $"seq {seq} is above {MaxSeq}, which is the last";
            return false;
        }

        if (timestamp is < MinTimestamp or > MaxTimestamp)
        {
            fault = $"ts {timestamp} is no time between the years 1 and 9999";
            return false;
        }

        uint crc = 0;
        bool hasCrc = false;
        if (TrySplitCrc(line, out int crcStart, out uint written))
        {
            crc = Crc32C.Of(line[..crcStart]);
            hasCrc = true;
            if (crc != written)
            {
                fault = $"the checksum is {written:x8}, the line's bytes give {crc:x8}: the line was changed after it was written";
                return false;
            }

            if (PayloadScanner.TrySplit(line[dataStart..crcStart], out int length, out bool goesOn))
            {
                parsed = new LogLine
                {
                    Seq = seq,
                    Timestamp = timestamp,
                    DataStart = dataStart,
                    DataLength = length,
                    More = goesOn,
                    Fingerprint = crc,
                };
                fault = null;
                return true;
            }
        }
        else if (!Utf8.IsValid(line))
        {
            fault = "the line is not valid UTF-8";
            return false;
        }

        try
        {
            if (!TryParseBody(line, dataStart, out int dataLength, out bool more, out long lost))
            {
                fault = "the members after \"data\" are not as a log line has them";
                return false;
            }

            parsed = new LogLine
            {
                Seq = seq,
                Timestamp = timestamp,
                DataStart = dataStart,
                DataLength = dataLength,
                More = more,
                Lost = lost,
                Fingerprint = hasCrc ? crc : Crc32C.Of(line),
            };
            fault = null;
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter for a member's name that is half a surrogate pair.
            fault = $"the line is not JSON: {e.Message}";
            return false;
        }
    }

    /// <summary>Reads only the numbers at a line's beginning, for finding a place; the rest may be damaged.</summary>
    public static bool TryParseHead(ReadOnlySpan<byte> line, out long seq, out long timestamp, out int dataStart)
    {
        timestamp = 0;
        dataStart = 0;
        int at = 0;
        if (!TryTake(line, ref at, SeqHead) || !TryTakeNumber(line, ref at, out seq) || seq <= 0
            || !TryTake(line, ref at, TimestampHead) || !TryTakeNumber(line, ref at, out timestamp)
            || !TryTake(line, ref at, DataHead))
        {
            seq = 0;
            return false;
        }

        dataStart = at;
        return true;
    }

    /// <summary>
    /// Whether a damaged line was nevertheless written to its end: damage, and not the torn tail of a write, which ends
    /// early or has NULs where a sector was lost.
    /// </summary>
    public static bool IsDamageNotTear(ReadOnlySpan<byte> line) =>
        TryParseHead(line, out _, out _, out _) && line[^1] == (byte)'}' && !line.Contains((byte)0);

    /// <summary>Whether bytes could be the beginning of a log, torn or not.</summary>
    public static bool CouldBegin(ReadOnlySpan<byte> bytes)
    {
        int nul = bytes.IndexOf((byte)0);
        int length = Math.Min(nul < 0 ? bytes.Length : nul, SeqHead.Length);
        return bytes[..length].SequenceEqual(SeqHead[..length]);
    }

    /// <summary>How many entries a damaged line seems to have been: one, or those that were glued together in it.</summary>
    public static int CountBeginnings(ReadOnlySpan<byte> bytes) => Math.Max(1, bytes.Count(SeqHead));

    /// <summary>The longest that a line can be beyond its payload, with its <c>\n</c>.</summary>
    public const int MaxEnvelope = 7 + 20 + 6 + 20 + 8 + 8 + 20 + 12 + 8 + CrcDigits + 3;

    /// <summary>Ends an object with the checksum of its bytes so far.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int WriteCrc(Span<byte> target, int length)
    {
        ulong digits = HexDigits(Crc32C.Of(target[..length]));
        Span<byte> end = target.Slice(length, CrcHead.Length + CrcDigits + CrcEnd.Length);
        CrcHead.CopyTo(end);
        BinaryPrimitives.WriteUInt64LittleEndian(end[CrcHead.Length..], digits);
        CrcEnd.CopyTo(end[(CrcHead.Length + CrcDigits)..]);
        return end.Length;
    }

    /// <summary>The eight digits, the first in the lowest byte: all at once, each nibble in a byte of its own.</summary>
    private static ulong HexDigits(uint value)
    {
        ulong nibbles = BinaryPrimitives.ReverseEndianness(value);
        nibbles = (nibbles | (nibbles << 16)) & 0x0000_FFFF_0000_FFFF;
        nibbles = (nibbles | (nibbles << 8)) & 0x00FF_00FF_00FF_00FF;
        nibbles = ((nibbles >> 4) | (nibbles << 8)) & 0x0F0F_0F0F_0F0F_0F0F;
        ulong isLetter = ((nibbles + 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101;
        return nibbles + 0x3030_3030_3030_3030 + (isLetter * ('a' - '0' - 10));
    }

    /// <summary>Whether an object's end is this checksum, as <see cref="WriteCrc"/> writes it.</summary>
    public static bool IsCrc(ReadOnlySpan<byte> end, uint crc) =>
        end.Length == CrcHead.Length + CrcDigits + CrcEnd.Length
        && MemoryMarshal.Read<ulong>(end) == MemoryMarshal.Read<ulong>(CrcHead)
        && BinaryPrimitives.ReadUInt64LittleEndian(end[CrcHead.Length..]) == HexDigits(crc)
        && MemoryMarshal.Read<ushort>(end[(CrcHead.Length + CrcDigits)..]) == MemoryMarshal.Read<ushort>(CrcEnd);

    /// <summary>Finds the checksum at an object's end.</summary>
    public static bool TrySplitCrc(ReadOnlySpan<byte> line, out int crcStart, out uint crc)
    {
        crc = 0;
        crcStart = line.Length - CrcHead.Length - CrcDigits - CrcEnd.Length;
        if (crcStart < 0 || !line.EndsWith(CrcEnd) || !line[crcStart..].StartsWith(CrcHead))
        {
            return false;
        }

        foreach (byte digit in line.Slice(crcStart + CrcHead.Length, CrcDigits))
        {
            int value = digit switch
            {
                >= (byte)'0' and <= (byte)'9' => digit - '0',
                >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
                _ => -1,
            };
            if (value < 0)
            {
                return false;
            }

            crc = (crc << 4) | (uint)value;
        }

        return true;
    }

    /// <summary>Checks that the line is one JSON object, and finds the end of its payload and its marks.</summary>
    private static bool TryParseBody(ReadOnlySpan<byte> line, int dataStart, out int dataLength, out bool more, out long lost)
    {
        dataLength = 0;
        more = false;
        lost = 0;

        // One deeper than a payload may be: the line's own object.
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = JsonText.MaxDepth + 1 });
        for (int token = 0; token < 7; token++)
        {
            reader.Read();
        }

        if (reader.TokenStartIndex != dataStart)
        {
            return false;
        }

        reader.Skip();
        dataLength = (int)reader.BytesConsumed - dataStart;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isMore = reader.ValueTextEquals("more"u8);
            bool isLost = reader.ValueTextEquals("lost"u8);
            reader.Read();
            if (isLost && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long numbers))
            {
                lost = Math.Max(0, numbers);
            }

            more |= isMore && reader.TokenType == JsonTokenType.True;
            reader.Skip();
        }

        return !reader.Read() && reader.BytesConsumed == line.Length;
    }

    private static bool TryTake(ReadOnlySpan<byte> line, ref int at, ReadOnlySpan<byte> expected)
    {
        if (!line[at..].StartsWith(expected))
        {
            return false;
        }

        at += expected.Length;
        return true;
    }

    private static bool TryTakeNumber(ReadOnlySpan<byte> line, ref int at, out long number)
    {
        // Up to 18 digits cannot overflow, and every number that occurs has fewer.
        number = 0;
        int start = at;
        while (at < line.Length && at - start < 18 && (uint)(line[at] - '0') <= 9)
        {
            number = (number * 10) + (line[at++] - '0');
        }

        // JSON knows no leading zero and no plus; neither do we.
        int digits = at - start;
        if (digits > 0 && digits < 18)
        {
            return line[start] != (byte)'0' || digits == 1;
        }

        ReadOnlySpan<byte> rest = line[start..];
        bool isPlain = rest.Length > 1 && rest[0] is (>= (byte)'1' and <= (byte)'9') or (byte)'-';
        if (!Utf8Parser.TryParse(rest, out number, out int consumed) || !isPlain)
        {
            number = 0;
            return false;
        }

        at = start + consumed;
        return true;
    }
}
