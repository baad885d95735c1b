using System.Globalization;
using System.Text.Json;

namespace Ledgerline.Bench.Measurement;

/// <summary>Results as a table for people and as JSON for tools.</summary>
internal static class Report
{
    public static void PrintHeader() => Console.WriteLine(Line("row", "ours", "peer", "ratio", "goal", "pass"));

    public static void Print(RowResult result) => Console.WriteLine(Line(
        result.Row,
        Rate(result.OursPerSecond),
        $"{result.Peer} {Rate(result.PeerPerSecond)}",
        result.Ratio.ToString("0.00", CultureInfo.InvariantCulture),
        result.Goal?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-",
        result.Pass switch { true => "yes", false => "NO", null => "-" }));

    public static async Task WriteJsonAsync(string file, IReadOnlyList<RowResult> results)
    {
        await using FileStream stream = File.Create(file);
        await using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartArray();
        foreach (RowResult result in results)
        {
            writer.WriteStartObject();
            writer.WriteString("row", result.Row);
            writer.WriteString("peer", result.Peer);
            writer.WriteNumber("oursPerSecond", Math.Round(result.OursPerSecond));
            writer.WriteNumber("peerPerSecond", Math.Round(result.PeerPerSecond));
            writer.WriteNumber("ratio", Math.Round(result.Ratio, 3));
            if (result.Goal is { } goal)
            {
                writer.WriteNumber("goal", goal);
                writer.WriteBoolean("pass", result.Pass!.Value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Rate(double perSecond) => perSecond switch
    {
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{perSecond / 1e6:0.00} M/s"),
        >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{perSecond / 1e3:0.0} k/s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{perSecond:0} /s"),
    };

    private static string Line(string row, string ours, string peer, string ratio, string goal, string pass) =>
        $"{row,-28} | {ours,10} | {peer,-44} | {ratio,6} | {goal,5} | {pass}";
}
