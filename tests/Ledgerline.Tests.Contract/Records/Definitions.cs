namespace Ledgerline.Tests.Records;

/// <summary>What the generator would emit for these records.</summary>
internal static class Definitions
{
    public static LogDefinition<RunEvent> History { get; } = new("history", RecordContext.Default.RunEvent);

    public static LogDefinition<MutableNote> NoteLog { get; } = new("notes", RecordContext.Default.MutableNote);

    public static LogDefinition<Fragile> FragileLog { get; } = new("fragile", RecordContext.Default.Fragile);

    public static KvDefinition<Counter> Counters { get; } = new("counters", RecordContext.Default.Counter);

    public static KvDefinition<Counter> SetLess { get; } = new(null, RecordContext.Default.Counter);

    public static DocumentDefinition<Counter> Pinned { get; } = new(null, "pinned", RecordContext.Default.Counter);

    public static DocumentDefinition<Counter> PinnedInSet { get; } = new("counters", "pinned", RecordContext.Default.Counter);

    public static KvDefinition<MutableNote> Notes { get; } = new("notes", RecordContext.Default.MutableNote);

    public static KvDefinition<Fragile> Fragiles { get; } = new("fragiles", RecordContext.Default.Fragile);
}
