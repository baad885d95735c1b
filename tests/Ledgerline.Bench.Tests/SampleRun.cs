using Ledgerline.Bench.Measurement;
using Ledgerline.Bench.Results;

namespace Ledgerline.Bench.Tests;

/// <summary>Results as a run may give them.</summary>
internal static class SampleRun
{
    public static RunResult Of(params RowResult[] rows) => new(
        new DateOnly(2026, 1, 2),
        new Machine("A processor", 2, 8L << 30, ".NET 10.0.1", "Linux 6.1.0 x64", "ext4"),
        IsQuick: false,
        [new GroupResult("group", "A group", rows)]);

    /// <summary>A row of rates beside one peer, and what came of it.</summary>
    public static RowResult Rates(double ours, double theirs, Goal? goal = null, string peer = "peer")
    {
        double ratio = ours / theirs;
        return new(
            "row", null, Quantity.Rate, 3, "Ledgerline", ours,
            [new(peer, ContenderKind.Peer, theirs, new(ratio, ratio * 0.9, ratio * 1.1), goal, goal?.IsMet(ratio))]);
    }

    /// <summary>A row beside a number that it may not exceed.</summary>
    public static RowResult Bounded(string name, double value, double allowed) => new(
        "bounded", name, Quantity.Memory, 1, "Ledgerline", value,
        [new("allowed", ContenderKind.Allowance, allowed, new(value / allowed, value / allowed, value / allowed), Goal.AtMost(1), value <= allowed)]);
}
