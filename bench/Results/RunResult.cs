namespace Ledgerline.Bench.Results;

/// <summary>A whole run: all that tables and charts are made of.</summary>
/// <param name="Date">The day of the run, in UTC.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="IsQuick">Whether it did less work, less often.</param>
/// <param name="Groups">What it came to.</param>
internal sealed record RunResult(DateOnly Date, Machine Machine, bool IsQuick, IReadOnlyList<GroupResult> Groups)
{
    public IEnumerable<RowResult> Rows => Groups.SelectMany(group => group.Rows);
}
