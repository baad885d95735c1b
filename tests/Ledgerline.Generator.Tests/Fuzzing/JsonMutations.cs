using System.Text;

namespace Ledgerline.Generator.Tests.Fuzzing;

/// <summary>Changes JSON into other JSON, or into what is nearly JSON.</summary>
internal sealed class JsonMutations(Random random)
{
    private static readonly byte[][] Scalars =
    [
        .. new[]
        {
            "0", "-0", "00", "01", "-01", "-", "1", "-1", "1.0", "1.", ".5", "0.1", "1e5", "1E+2", "1e-400", "1e400", "-1e400", "1e", "1.5e+",
            "127", "128", "-129", "255", "256", "65535", "65536", "2147483647", "2147483648", "-2147483648", "-2147483649", "4294967295",
            "4294967296", "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
            "18446744073709551615", "18446744073709551616", "123456789012345678", "1234567890123456789", "12345678901234567890123",
            "0.1234567890123456789012345678", "79228162514264337593543950335", "79228162514264337593543950336", "3.4028236e38", "NaN", "Infinity",
            "null", "nul", "nulls", "true", "false", "True", "tru", "{}", "[]", "[null]", "{\"a\":1}", "[1,2,3]", "[\"a\",\"b\"]", "{\"k\":[1]}",
            "\"\"", "\"a\"", "\"0123456789abcde\"", "\"0123456789abcdef\"", "\"0123456789abcdef0\"", "\"0123456789abcdef0123456789abcdef\"",
            "\"0123456789abcdef0123456789abcdef01234\"", "\"ö\"", "\"0123456789abcdeö\"", "\"😀\"", "\"\\u00f6\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"",
            "\"\\n\"", "\"\\\"\"", "\"\\\\\"", "\"\\/\"", "\"\\x\"", "\"\\u12\"", "\"\u007f\"", "\"\u0001\"", "\"\t\"", "\"unterminated", "\"1\"", "\"-1.5\"",
            "\"2026-02-28\"", "\"2026-02-29\"", "\"2026-02-28T01:02:03\"", "\"2026-02-28T01:02:03Z\"", "\"2026-02-28T01:02:03z\"",
            "\"2026-02-28T01:02:03.1Z\"", "\"2026-02-28T01:02:03.1234567+02:00\"", "\"2026-02-28T01:02:03.12345678+02:00\"",
            "\"2026-02-28T01:02:03,5Z\"", "\"2026-02-28T01:02:03+14:00\"", "\"2026-02-28T01:02:03+14:01\"", "\"2026-02-28T01:02:03-0100\"",
            "\"2026-02-28T24:00:00Z\"", "\"2026-02-28T01:02\"", "\"2026-02-28T01:02Z\"", "\"0001-01-01T00:00:00+01:00\"", "\"9999-12-31T23:59:59.9999999-01:00\"",
            "\"2026-02-28T01:02:60Z\"", "\"2026-02-28T01:02:03.Z\"", "\"2026-00-10T01:02:03Z\"", "\"2026-02-28T01:02:03+00:60\"", "\"2026-02-28T01:02:03-00:00\"",
            "\"01:02:03\"", "\"1.02:03:04.5\"", "\"3f2504e0-4f89-11d3-9a0c-0305e82c3301\"", "\"3F2504E0-4F89-11D3-9A0C-0305E82C3301\"",
            "\"3f2504e04f8911d39a0c0305e82c3301\"", "\"{3f2504e0-4f89-11d3-9a0c-0305e82c3301}\"", "\"AQID\"", "\"AQI=\"", "\"AQI\"", "\"red\"", "\"Red\"",
            "\"Red, Blue\"", "\"1.2.3\"", "\"https://example.org/a b\"", "\"x\"",
        }.Select(Encoding.UTF8.GetBytes),
        [(byte)'"', 0xFF, (byte)'"'],
        [(byte)'"', (byte)'a', 0xC3, (byte)'"'],
        [(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'],
    ];

    private static readonly string[] Spaces = [" ", "\n", "\t", "\r\n", "  ", "/**/", "//\n"];

    private static readonly string[] Tails = [" ", "\n", "x", "}", "]", ",", "{}", "null", "\0"];

    /// <summary>One to three changes.</summary>
    public byte[] Mutate(byte[] json)
    {
        for (int count = random.Next(4) == 0 ? random.Next(2, 4) : 1; count > 0; count--)
        {
            json = Once(json);
        }

        return json;
    }

    private byte[] Once(byte[] json)
    {
        JsonTokens? tokens = JsonTokens.Of(json);
        int choice = random.Next(100);
        return tokens is null || tokens.Values.Count == 0 || choice < 8 ? Bytes(json)
            : choice < 48 ? Replace(json, Any(tokens.Values), Any(Scalars))
            : choice < 56 ? EscapeIn(json, tokens)
            : choice < 64 ? Insert(json, Any(tokens.Boundaries), Encoding.UTF8.GetBytes(Any(Spaces)))
            : choice < 70 && tokens.Names.Count > 0 ? Rename(json, tokens)
            : choice < 90 && tokens.Members.Count > 0 ? Rearrange(json, tokens)
            : choice < 93 ? Replace(json, Any(tokens.Values), Deep())
            : choice < 96 ? json[..random.Next(json.Length)]
            : [.. json, .. Encoding.UTF8.GetBytes(Any(Tails))];
    }

    private byte[] Bytes(byte[] json)
    {
        if (json.Length == 0)
        {
            return [(byte)random.Next(256)];
        }

        int at = random.Next(json.Length);
        switch (random.Next(3))
        {
            case 0:
                byte[] flipped = [.. json];
                flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1:
                return Insert(json, at, [(byte)random.Next(256)]);
            default:
                return Replace(json, at..(at + 1), []);
        }
    }

    /// <summary>A character of a string or a name as an escape, which means the same.</summary>
    private byte[] EscapeIn(byte[] json, JsonTokens tokens)
    {
        Range[] texts = [.. tokens.Values.Concat(tokens.Names).Where(range => json[range.Start.Value] == '"' && Length(range) > 2)];
        if (texts.Length == 0)
        {
            return json;
        }

        Range text = Any(texts);
        int at = random.Next(text.Start.Value + 1, text.End.Value - 1);
        return json[at] is >= 0x80 or (byte)'\\' || json[at - 1] == '\\'
            ? json
            : Replace(json, at..(at + 1), Encoding.ASCII.GetBytes($"\\u{(int)json[at]:x4}"));
    }

    private byte[] Rename(byte[] json, JsonTokens tokens)
    {
        Range name = Any(tokens.Names);
        string text = Encoding.UTF8.GetString(json[name]);
        return Replace(json, name, Encoding.UTF8.GetBytes(random.Next(4) switch
        {
            0 => text.ToUpperInvariant(),
            1 => "\"unknown\"",
            2 => text.Insert(1, "x"),
            _ => "\"kind\"",
        }));
    }

    /// <summary>A member removed, doubled, moved, or replaced by another.</summary>
    private byte[] Rearrange(byte[] json, JsonTokens tokens)
    {
        Range member = Any(tokens.Members);
        Range other = Any(tokens.Members);
        byte[] text = json[member];
        switch (random.Next(5))
        {
            case 0:
                return Without(json, member);
            case 1:
                return Insert(json, other.Start.Value, [.. text, (byte)',']);
            case 2:
                return Insert(json, other.End.Value, [(byte)',', .. text]);
            case 3 when member.End.Value < other.Start.Value:
                return Replace(Replace(json, other, text), member, json[other]);
            case 3 when other.End.Value < member.Start.Value:
                return Replace(Replace(json, member, json[other]), other, text);
            default:
                return Replace(json, other, text);
        }
    }

    private static byte[] Without(byte[] json, Range member)
    {
        int start = member.Start.Value;
        int end = member.End.Value;
        return json[start - 1] == ',' ? Replace(json, (start - 1)..end, [])
            : end < json.Length && json[end] == ',' ? Replace(json, start..(end + 1), [])
            : Replace(json, member, []);
    }

    private byte[] Deep()
    {
        int depth = random.Next(3) switch { 0 => random.Next(1, 20), 1 => random.Next(980, 1020), _ => 1100 };
        return Encoding.ASCII.GetBytes(random.Next(2) == 0
            ? new string('[', depth) + new string(']', depth)
            : string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth));
    }

    private static byte[] Insert(byte[] json, int at, byte[] text) => Replace(json, at..at, text);

    private static byte[] Replace(byte[] json, Range range, byte[] text) =>
        [.. json.AsSpan(0, range.Start.Value), .. text, .. json.AsSpan(range.End.Value)];

    private static int Length(Range range) => range.End.Value - range.Start.Value;

    private T Any<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
