using System.Globalization;
using System.Text.Json;

namespace Ledgerline.Bench.Measurement;

/// <summary>Results as a table for people and as JSON for tools.</summary>
internal static class Report
{
    public static void PrintHeader()
    {
        Console.WriteLine(Line("row", "ours", "peer", "ratio", "goal", "pass"));
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
    }

    public static void Print(RowResult result) => Console.WriteLine(result.Failure is not null
        ? Line(result.Row, "failed", result.Failure.ReplaceLineEndings(" "), "-", "-", "NO")
        : Line(
            result.Row,
            Show(result.Quantity, result.Ours),
            $"{result.Peer} {Show(result.Quantity, result.Theirs)}",
            result.Ratio.ToString("0.00", CultureInfo.InvariantCulture),
            result.Goal?.ToString() ?? "-",
            result.Pass switch { true => "yes", false => "NO", null => "-" }));

    public static async Task WriteJsonAsync(string file, IReadOnlyList<RowResult> results)
    {
        await using FileStream stream = File.Create(file);
        await using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartArray();
        foreach (RowResult result in results)
        {
            Write(writer, result);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, RowResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("row", result.Row);
        if (result.Failure is not null)
        {
            writer.WriteString("failure", result.Failure);
        }
        else
        {
            writer.WriteString("peer", result.Peer);
            writer.WriteString("unit", result.Quantity switch
            {
                Quantity.Rate => "per second",
                Quantity.Latency => "seconds",
                Quantity.Memory => "bytes",
                _ => "count",
            });
            writer.WriteNumber("ours", Number(result.Quantity, result.Ours));
            writer.WriteNumber("theirs", Number(result.Quantity, result.Theirs));
            writer.WriteNumber("ratio", Math.Round(result.Ratio, 3));
        }

        if (result.Goal is { } goal)
        {
            writer.WriteString("goal", goal.ToString());
        }

        if (result.Pass is { } pass)
        {
            writer.WriteBoolean("pass", pass);
        }

        writer.WriteEndObject();
    }

    private static double Number(Quantity quantity, double cost) => quantity switch
    {
        Quantity.Rate => Math.Round(1 / cost, 1),
        Quantity.Latency => Math.Round(cost, 9),
        _ => Math.Round(cost),
    };

    private static string Show(Quantity quantity, double cost) => quantity switch
    {
        Quantity.Rate => Rate(1 / cost),
        Quantity.Latency => Time(cost),
        Quantity.Memory => Bytes(cost),
        _ => cost.ToString("0", CultureInfo.InvariantCulture),
    };

    private static string Rate(double perSecond) => perSecond switch
    {
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{perSecond / 1e6:0.00} M/s"),
        >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{perSecond / 1e3:0.0} k/s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.##} /s"),
    };

    private static string Time(double seconds) => seconds switch
    {
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
        >= 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.00} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.0} us"),
    };

    private static string Bytes(double bytes) => bytes switch
    {
        >= 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 20):0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes:0} B"),
    };

    private static string Line(string row, string ours, string peer, string ratio, string goal, string pass) =>
        $"| {row,-44} | {ours,10} | {peer,-56} | {ratio,6} | {goal,7} | {pass,-4} |";
}
