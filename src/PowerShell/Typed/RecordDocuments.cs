namespace Ledgerline.PowerShell.Typed;

/// <summary>The set that a pinned document is in.</summary>
internal static class RecordDocuments
{
    /// <summary>How the set is stored, with the document's type for all of it.</summary>
    public static KvDefinition<T> Of<T>(DocumentDefinition<T> definition) =>
        new(definition.Set, definition.TypeInfo) { Durability = definition.Durability };
}
