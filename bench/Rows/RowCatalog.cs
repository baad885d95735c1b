using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Rows;

/// <summary>All rows in their groups, in the documentation's order.</summary>
internal static class RowCatalog
{
    public static IReadOnlyList<RowGroup> All(Scale scale, Corpus corpus) =>
    [
        new("append-single", "Appending one at a time", [.. SingleAppendRows.All(scale)]),
        new("append-batch", "Appending batches of 1000", [.. BatchAppendRows.All(scale)]),
        new("serializer", "Writing and reading JSON in memory", [.. SerializerRows.All(scale)]),
        new("read-all", "Reading all", [.. ReadAllRows.All(scale, corpus)]),
        new("read-little", "Reading a little, and opening", [.. SmallReadRows.All(scale, corpus)]),
        new("growth", "Growth of the log", [.. GrowthRows.All(scale, corpus)]),
        new("watch", "Watching", [.. WatchRows.All(scale)]),
        new("truncate", "Truncating", [.. UpkeepRows.All(scale, corpus)]),
        new("documents", "Documents", [.. DocumentRows.All(scale)]),
        new("files", "Files", [.. BlobRows.All(scale, corpus)]),
        new("postgres", "PostgreSQL", [.. PostgresRows.All(scale)]),
        new("web", "Server-sent events", [.. WebRows.All(scale), .. WebMemoryRows.All(scale)]),
        new("generator", "Generating code", [.. GeneratorRows.All(scale)]),
        new("resources", "Memory and descriptors", [.. MemoryRows.All(scale, corpus), .. ManyLogsRows.All(scale)]),
    ];
}
