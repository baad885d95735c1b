namespace Ledgerline.Bench.Results;

/// <summary>What the rows of a group came to.</summary>
/// <param name="Id">The name of the chart's file.</param>
/// <param name="Title">The heading.</param>
/// <param name="Rows">The rows, in order.</param>
internal sealed record GroupResult(string Id, string Title, IReadOnlyList<RowResult> Rows);
