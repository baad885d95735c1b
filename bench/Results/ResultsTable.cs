using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Results;

/// <summary>Results as a Markdown table, one line a comparison.</summary>
internal static class ResultsTable
{
    public static IEnumerable<string> Header =>
    [
        Line("row", "ours", "peer", "ratio", "goal", "pass"),
        "| --- | ---: | --- | ---: | --- | --- |",
    ];

    public static IEnumerable<string> Lines(RowResult row) =>
        row.Obstacle is { } obstacle ? Without(row, "skipped", obstacle, "-")
        : row.Failure is { } failure ? Without(row, "failed", failure, "NO")
        : row.Comparisons.Select(comparison => Line(
            row.Title,
            Show(row.Quantity, row.Value),
            $"{comparison.Peer} {Show(row.Quantity, comparison.Value)}",
            comparison.Ratio?.ToString() ?? "-",
            Goal(comparison),
            Pass(comparison)));

    private static IEnumerable<string> Without(RowResult row, string what, string reason, string pass) =>
        row.Comparisons.Select(comparison => Line(row.Title, what, $"{comparison.Peer}; {reason}", "-", Goal(comparison), pass));

    private static string Show(Quantity quantity, double? value) => value is { } number ? Amount.Show(quantity, number) : "-";

    private static string Goal(Comparison comparison) => comparison.Goal?.ToString() ?? "-";

    private static string Pass(Comparison comparison) => comparison.Verdict switch
    {
        Verdict.Met => "yes",
        Verdict.Missed => "NO",
        Verdict.Later => "later",
        _ => "-",
    };

    private static string Line(params string[] cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
