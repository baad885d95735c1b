using System.Text;
using System.Text.Json;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>A line says the same whichever way it is parsed.</summary>
public sealed class LogLineTests
{
    public static TheoryData<string> Payloads =>
    [
        "null", "true", "-1.5e300", "\"text\"", "{}", "[]", "[[]]", "{\"a\":{\"b\":[1,2,{\"c\":null}]}}",
        "{\"text\":\"} ] { [ , \"}", "{\"text\":\"\\\"}\\\\\"}", "[\"]\",\"[\",\"{\",\"}\"]", "[1,\"\",2]",
        "{\"more\":true,\"crc\":\"00000000\"}", "\",\\\"more\\\":true\"", "{\"ö\":\"日本語 🚀\"}",
        "[" + new string('[', 40) + new string(']', 40) + "]",
        "{\"a\":\"" + new string('x', 100) + "{[\",\"b\":[" + new string(' ', 70) + "]}",
    ];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void What_is_written_is_parsed(string payload)
    {
        foreach (bool more in (bool[])[false, true])
        {
            byte[] line = Write(7, 1795412567563, payload, more);
            Assert.True(LogLine.TryParse(line, out LogLine parsed, out string? fault), fault);
            Assert.Equal((7, 1795412567563, more), (parsed.Seq, parsed.Timestamp, parsed.More));
            Assert.Equal(payload, Encoding.UTF8.GetString(line, parsed.DataStart, parsed.DataLength));
        }
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Members_behind_the_data_are_passed_over(string payload)
    {
        byte[] line = WithCrc($$"""{"seq":7,"ts":5,"data":{{payload}},"by":{"more":true},"tags":["x"],"more":true""");
        Assert.True(LogLine.TryParse(line, out LogLine parsed, out string? fault), fault);
        Assert.Equal((7, 5, true), (parsed.Seq, parsed.Timestamp, parsed.More));
        Assert.Equal(payload, Encoding.UTF8.GetString(line, parsed.DataStart, parsed.DataLength));
    }

    [Theory]
    [InlineData(",\"lost\":3", 3)]
    [InlineData(",\"lost\":3,\"more\":true", 3)]
    [InlineData(",\"more\":true,\"lost\":9007199254740991", 9007199254740991)]
    [InlineData("", 0)]
    [InlineData(",\"lost\":0", 0)]
    [InlineData(",\"lost\":-3", 0)]
    [InlineData(",\"lost\":1e3", 0)]
    [InlineData(",\"lost\":1.5", 0)]
    [InlineData(",\"lost\":99999999999999999999", 0)]
    [InlineData(",\"lost\":\"3\"", 0)]
    [InlineData(",\"lost\":[3]", 0)]
    [InlineData(",\"by\":{\"lost\":3}", 0)]
    public void Numbers_that_were_lost_are_a_whole_number_above_zero_or_none(string members, long lost)
    {
        string line = $$$"""{"seq":7,"ts":5,"data":{"lost":9}{{{members}}}""";
        Assert.True(LogLine.TryParse(WithCrc(line), out LogLine parsed, out string? fault), fault);
        Assert.Equal(lost, parsed.Lost);
        Assert.True(LogLine.TryParse(Encoding.UTF8.GetBytes(line + "}"), out parsed, out fault), fault);
        Assert.Equal(lost, parsed.Lost);
    }

    [Fact]
    public void A_changed_byte_that_the_checksum_covers_is_found()
    {
        byte[] line = Write(7, 1795412567563, "{\"kind\":\"tweak\",\"file\":\"src/app/main.tsx\",\"n\":12}", more: true);
        int covered = line.AsSpan().IndexOf(",\"crc\""u8);
        for (int i = 0; i < covered; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                line[i] ^= (byte)(1 << bit);
                Assert.False(LogLine.TryParse(line, out _, out string? fault), $"byte {i}, bit {bit}");
                Assert.NotNull(fault);
                line[i] ^= (byte)(1 << bit);
            }
        }
    }

    [Fact]
    public void A_changed_byte_of_the_checksum_itself_never_changes_the_entry()
    {
        byte[] line = Write(7, 1795412567563, "{\"kind\":\"tweak\",\"file\":\"src/app/main.tsx\",\"n\":12}", more: true);
        Assert.True(LogLine.TryParse(line, out LogLine whole, out _));
        for (int i = line.AsSpan().IndexOf(",\"crc\""u8); i < line.Length; i++)
        {
            line[i] ^= 1;
            if (LogLine.TryParse(line, out LogLine parsed, out _))
            {
                // It became a line without a checksum, which is valid: the member's name was hit.
                Assert.Equal(whole with { Fingerprint = parsed.Fingerprint }, parsed);
            }

            line[i] ^= 1;
        }
    }

    [Theory]
    [InlineData("0", "5")]
    [InlineData("-1", "5")]
    [InlineData("01", "5")]
    [InlineData("+1", "5")]
    [InlineData("", "5")]
    [InlineData("1.0", "5")]
    [InlineData("99999999999999999999", "5")]
    [InlineData("1", "05")]
    [InlineData("1", "x")]
    [InlineData("1", "99999999999999999999")]
    [InlineData("9007199254740992", "1")]
    [InlineData("9223372036854775807", "1")]
    [InlineData("1", "253402300800000")]
    [InlineData("1", "-62135596800001")]
    public void A_number_that_cannot_be_is_a_fault(string seq, string timestamp) =>
        Assert.False(LogLine.TryParse(Encoding.UTF8.GetBytes($$"""{"seq":{{seq}},"ts":{{timestamp}},"data":1}"""), out _, out _));

    [Theory]
    [InlineData("1", "0")]
    [InlineData("1", "-5")]
    [InlineData("9007199254740991", "253402300799999")]
    [InlineData("999999999999999", "-62135596800000")]
    public void A_number_that_can_be_is_read(string seq, string timestamp)
    {
        Assert.True(LogLine.TryParse(Encoding.UTF8.GetBytes($$"""{"seq":{{seq}},"ts":{{timestamp}},"data":1}"""), out LogLine line, out _));
        Assert.Equal((seq, timestamp), ($"{line.Seq}", $"{line.Timestamp}"));
    }

    [Theory]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("999999999999999999", "100000000000000000")]
    [InlineData("99999999999999999", "10000000000000000")]
    public void A_number_of_any_length_is_read_where_a_place_is_looked_for(string seq, string timestamp)
    {
        Assert.True(LogLine.TryParseHead(
            Encoding.UTF8.GetBytes($$"""{"seq":{{seq}},"ts":{{timestamp}},"data":1}"""), out long readSeq, out long readTimestamp, out _));
        Assert.Equal((seq, timestamp), ($"{readSeq}", $"{readTimestamp}"));
    }

    [Fact]
    public void Random_values_end_where_a_full_reader_says()
    {
        var random = new Random(20261123);
        for (int i = 0; i < 20_000; i++)
        {
            string payload = RandomValue(random, depth: 0);
            byte[] bytes = Encoding.UTF8.GetBytes(payload + ",\"more\":true,\"x\":[{\"y\":\"}\"}]");
            if (PayloadScanner.TryFindEnd(bytes, out int length))
            {
                Assert.Equal(payload, Encoding.UTF8.GetString(bytes, 0, length));
            }

            byte[] line = Write(i + 1, i, payload, more: i % 2 == 0);
            Assert.True(LogLine.TryParse(line, out LogLine parsed, out string? fault), fault);
            Assert.Equal(payload, Encoding.UTF8.GetString(line, parsed.DataStart, parsed.DataLength));
        }
    }

    [Fact]
    public void The_line_that_was_expected_says_what_it_says_parsed_alone()
    {
        var random = new Random(20261124);
        var expected = new ExpectedLine();
        long seq = 1;
        long timestamp = -3;
        int asExpected = 0;
        for (int i = 0; i < 100_000; i++)
        {
            string payload = RandomValue(random, depth: random.Next(6));
            byte[] line = random.Next(8) switch
            {
                0 => Encoding.UTF8.GetBytes($$"""{"seq":{{seq}},"ts":{{timestamp}},"data":{{payload}}}"""),
                1 => WithCrc($$"""{"seq":{{seq}},"ts":{{timestamp}},"data":{{payload}},"by":{"more":true},"more":true"""),
                2 => WithCrc($$"""{"seq":{{seq}},"ts":{{timestamp}},"data":{{payload}} """),
                _ => Write(seq, timestamp, payload, more: random.Next(2) == 0),
            };
            if (random.Next(6) == 0)
            {
                line[random.Next(line.Length)] ^= (byte)(1 << random.Next(8));
            }

            bool isSound = LogLine.TryParse(line, out LogLine alone, out string? fault);
            Assert.Equal(isSound, expected.TryParse(line, out LogLine parsed, out string? sameFault));
            Assert.Equal((alone, fault), (parsed, sameFault));
            asExpected += isSound ? 1 : 0;

            // Across every number of digits, with gaps.
            seq = random.Next(50) == 0 ? Math.Max(1, (long)Math.Pow(10, random.Next(16)) - random.Next(3)) : seq + 1;
            timestamp += random.Next(3) == 0 ? random.Next(3) : 0;
        }

        Assert.InRange(asExpected, 80_000, 95_000);
    }

    [Fact]
    public void No_line_is_expected_behind_the_last_number()
    {
        var expected = new ExpectedLine();
        Assert.True(expected.TryParse(Write(LogLine.MaxSeq, 5, "{}", more: false), out _, out _));
        Assert.False(expected.TryParse(Write(LogLine.MaxSeq + 1, 5, "{}", more: false), out _, out string? fault));
        Assert.NotNull(fault);
    }

    private static string RandomValue(Random random, int depth) => random.Next(depth < 5 ? 7 : 4) switch
    {
        0 => random.Next(-1000, 1_000_000).ToString((IFormatProvider?)null),
        1 => "null",
        2 or 3 => Text(random),
        4 => "[" + string.Join(',', Enumerable.Range(0, random.Next(6)).Select(_ => RandomValue(random, depth + 1))) + "]",
        _ => "{" + string.Join(',', Enumerable.Range(0, random.Next(6)).Select(_ => Text(random) + ":" + RandomValue(random, depth + 1))) + "}",
    };

    private static string Text(Random random)
    {
        const string Alphabet = "abc {}[],:\"\\\nö🚀0";
        string text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(random.Next(4) == 0 ? Alphabet.Length : 10)]));
        return JsonSerializer.Serialize(text);
    }

    private static byte[] Write(long seq, long timestamp, string payload, bool more)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(payload);
        byte[] target = new byte[bytes.Length + LogLine.MaxEnvelope];
        return target[..(new LineEnvelope(seq, timestamp).Write(target, bytes, more) - 1)];
    }

    private static byte[] WithCrc(string open)
    {
        byte[] target = new byte[Encoding.UTF8.GetByteCount(open) + LogLine.MaxEnvelope];
        int length = Encoding.UTF8.GetBytes(open, target);
        return target[..(length + LogLine.WriteCrc(target, length))];
    }
}
