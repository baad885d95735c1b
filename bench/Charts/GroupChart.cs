using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Results;

namespace Ledgerline.Bench.Charts;

/// <summary>Makes a group's chart: a panel a row, and one panel for rows that differ only in what may not be exceeded.</summary>
internal static class GroupChart
{
    public static Chart Of(GroupResult group, RunResult run)
    {
        List<Panel> panels = [];
        foreach (RowResult row in group.Rows)
        {
            bool isBounded = IsBounded(row);
            if (isBounded && panels.LastOrDefault() is { Ours: null } last && last.Title == row.Name && last.Quantity == row.Quantity)
            {
                panels[^1] = last with { Bars = [.. last.Bars, Bounded(row)] };
            }
            else
            {
                panels.Add(isBounded ? new(row.Name, row.Quantity, null, [Bounded(row)]) : Compared(row));
            }
        }

        return new(group.Title, $"{run.Machine}; {run.Date:yyyy-MM-dd}{(run.IsQuick ? "; a quick run" : "")}", panels);
    }

    private static bool IsBounded(RowResult row) => row.Comparisons is [{ Kind: ContenderKind.Allowance }];

    private static Panel Compared(RowResult row) => new(
        row.Title,
        row.Quantity,
        row.Value,
        [
            new(row.Ours, BarKind.Ours, row.Value, Show(row, row.Value), null, Verdict.NoGoal, ""),
            .. row.Comparisons.Select(comparison => new Bar(
                comparison.Peer,
                comparison.Kind == ContenderKind.Limit ? BarKind.Limit : BarKind.Peer,
                comparison.Value,
                Show(row, comparison.Value),
                comparison.Needed(row.Quantity, row.Value),
                comparison.Verdict,
                Remark(comparison))),
        ]);

    private static Bar Bounded(RowResult row)
    {
        Comparison bound = row.Comparisons[0];
        double? needed = bound.Needed(row.Quantity, row.Value);
        string remark = needed is null ? Remark(bound) : $"goal ≤ {Show(row, needed)}";
        return new(row.Case ?? row.Ours, BarKind.Ours, row.Value, Show(row, row.Value), needed, bound.Verdict, remark);
    }

    private static string Remark(Comparison comparison) => comparison switch
    {
        { Ratio: null } => "no result",
        { Goal: null } => $"{comparison.Ratio}, no goal",
        _ => $"{comparison.Ratio}, goal {comparison.Goal with { Later = null }}",
    };

    private static string Show(RowResult row, double? value) =>
        value is { } number ? Amount.Show(row.Quantity, number) : row.Obstacle is null ? "failed" : "skipped";
}
