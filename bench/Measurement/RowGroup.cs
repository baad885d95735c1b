namespace Ledgerline.Bench.Measurement;

/// <summary>Rows about one matter, which the documentation shows under one heading and in one chart.</summary>
/// <param name="Id">The name of the chart's file.</param>
/// <param name="Title">The heading.</param>
/// <param name="Rows">The rows, in order.</param>
internal sealed record RowGroup(string Id, string Title, IReadOnlyList<Row> Rows);
