using System.Text;

namespace Ledgerline.Tests.FileSystem;

/// <summary>Breaks a log's bytes, the same way each time for one seed.</summary>
/// <param name="seed">Decides how.</param>
/// <param name="longest">The most bytes that are inserted without a line break.</param>
internal sealed class BrokenBytes(int seed, int longest = 1 << 20)
{
    private static readonly string[] Strange =
    [
        "\r", "\n", "\n\n\n", "\0\0\0\0", "\ufeff", "\u2028", "{}", "[]", "null", "\"", "\\", "}", "{",
        "99999999999999999999999", "-1", "0", "1e400", "0.5", "9223372036854775807", "9007199254740993",
        ",\"\\ud800\":1", ",\"more\":true", ",\"mor\\u0065\":true", ",\"more\":false", ",\"crc\":\"00000000\"", ",\"\\udc00aaa\":[{}]",
    ];

    // The sequence is part of the test, not a secret.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    public string Description { get; private set; } = "";

    /// <summary>One break, or, with <paramref name="several"/>, up to four.</summary>
    public byte[] Break(byte[] log, bool several)
    {
        int count = several ? _random.Next(1, 5) : 1;
        for (int i = 0; i < count; i++)
        {
            log = BreakOnce(log);
        }

        return log;
    }

    private byte[] BreakOnce(byte[] log)
    {
        int at = _random.Next(log.Length + 1);
        int kind = _random.Next(100);
        (string name, byte[] broken) = kind switch
        {
            < 25 => ("flip a bit", Replace(log, at, 1, [(byte)(log[Math.Min(at, log.Length - 1)] ^ (1 << _random.Next(8)))])),
            < 35 => ("set a byte", Replace(log, at, 1, Random(1))),
            < 45 => ("cut", log[..at]),
            < 55 => ("insert what is strange", Replace(log, at, 0, Encoding.UTF8.GetBytes(Strange[_random.Next(Strange.Length)]))),
            < 60 => ("insert random bytes", Replace(log, at, 0, Random(_random.Next(1, 40)))),
            < 65 => ("remove bytes", Replace(log, at, _random.Next(1, 200), [])),
            < 70 => ("write NULs over", Replace(log, at, 64, new byte[Math.Min(64, log.Length - at)])),
            < 75 => ("repeat a line", WithLines(log, lines => lines.Insert(_random.Next(lines.Count), lines[_random.Next(lines.Count)]))),
            < 80 => ("move a line", WithLines(log, lines =>
            {
                string line = lines[_random.Next(lines.Count)];
                lines.Remove(line);
                lines.Insert(_random.Next(lines.Count + 1), line);
            })),
            < 84 => ("remove a line", WithLines(log, lines => lines.RemoveAt(_random.Next(lines.Count)))),
            < 88 => ("replace a number", ReplaceNumber(log)),
            < 91 => ("nest deeply", Replace(log, at, 0, Encoding.UTF8.GetBytes(new string(_random.Next(2) == 0 ? '[' : '{', 3000)))),
            < 94 => ("half a character", Replace(log, at, 0, [0xe2, 0x82])),
            < 96 => ("end lines as Windows does", Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(log).Replace("\n", "\r\n", StringComparison.Ordinal))),
            < 98 => ("begin with a byte order mark", [0xef, 0xbb, 0xbf, .. log]),
            98 => ("insert much without a line break", Replace(log, at, 0, [.. Random(longest).Select(b => b == (byte)'\n' ? (byte)'x' : b)])),
            _ => ("replace everything", Random(_random.Next(300))),
        };
        Description += $"{name} at {at}; ";
        return broken.Length == 0 ? [.. "{"u8] : broken;
    }

    private byte[] ReplaceNumber(byte[] log) => WithLines(log, lines =>
    {
        int i = _random.Next(lines.Count);
        string[] huge = ["9223372036854775807", "9223372036854775806", "-9223372036854775808", "18446744073709551616", "253402300800000", "-62135596800001", "0", "007", "1.0", "1e3"];
        string member = _random.Next(2) == 0 ? "\"seq\":" : "\"ts\":";
        int start = lines[i].IndexOf(member, StringComparison.Ordinal) + member.Length;
        int end = lines[i].IndexOf(',', StringComparison.Ordinal) is var comma && comma > start ? comma : lines[i].IndexOf(",\"data\"", StringComparison.Ordinal);
        if (start >= member.Length && end >= start)
        {
            lines[i] = lines[i][..start] + huge[_random.Next(huge.Length)] + lines[i][end..];
        }
    });

    private byte[] Random(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
#pragma warning restore CA5394

    private static byte[] Replace(byte[] log, int at, int count, byte[] by) =>
        [.. log.AsSpan(0, at), .. by, .. log.AsSpan(Math.Min(log.Length, at + count))];

    private static byte[] WithLines(byte[] log, Action<List<string>> change)
    {
        List<string> lines = [.. Encoding.Latin1.GetString(log).Split('\n')];
        bool isTerminated = lines[^1].Length == 0;
        if (isTerminated)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        if (lines.Count > 0)
        {
            change(lines);
        }

        return Encoding.Latin1.GetBytes(string.Join('\n', lines) + (isTerminated ? "\n" : ""));
    }
}
