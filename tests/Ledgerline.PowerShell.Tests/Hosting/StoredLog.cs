using System.Text.RegularExpressions;

namespace Ledgerline.PowerShellTests.Hosting;

/// <summary>A log's file as any program sees it.</summary>
internal static partial class StoredLog
{
    public static IReadOnlyList<(long Seq, string Data, bool HasMore)> Read(string file) =>
    [
        .. File.ReadLines(file).Select(line => Line().Match(line)).Select(match =>
            (long.Parse(match.Groups["seq"].ValueSpan), match.Groups["data"].Value, match.Groups["more"].Success)),
    ];

    [GeneratedRegex("""^\{"seq":(?<seq>\d+),"ts":\d+,"data":(?<data>.*?)(?<more>,"more":true)?(,"crc":"[0-9a-f]{8}")?\}$""")]
    private static partial Regex Line();
}
