using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Rows;

/// <summary>All rows, in the documentation's order.</summary>
internal static class RowCatalog
{
    public static IReadOnlyList<Row> All(Scale scale, Corpus corpus) =>
    [
        .. SingleAppendRows.All(scale),
        .. BatchAppendRows.All(scale),
        .. ReadAllRows.All(scale, corpus),
        .. SmallReadRows.All(scale, corpus),
        .. GrowthRows.All(scale, corpus),
        .. WatchRows.All(scale),
        .. UpkeepRows.All(scale, corpus),
        .. MemoryRows.All(scale, corpus),
        .. ManyLogsRows.All(scale),
    ];
}
