namespace Ledgerline.Generator;

/// <summary>One annotation of a record: what its partial part and its accessor say.</summary>
/// <param name="Kind">A log, documents, or one document.</param>
/// <param name="Id">The record's identifier among generated types.</param>
/// <param name="TypeName">The record, fully qualified.</param>
/// <param name="SimpleName">The record's own name.</param>
/// <param name="HintName">The name of the generated file, without its extension.</param>
/// <param name="Namespace">The record's namespace; empty for the global one.</param>
/// <param name="Declarations">From the outermost type to the record, such as <c>partial record Thread</c>; empty where the annotation stands on the assembly.</param>
/// <param name="Accessibility">Of the accessor, the same as of the record.</param>
/// <param name="PersistedName">The log's or set's name; null for the set-less store.</param>
/// <param name="PersistedKey">The key that pins one document; null for logs and documents by key.</param>
/// <param name="Durability">The name of the enum's member; null where the annotation has none.</param>
/// <param name="Retention">The C# of what the log keeps; null where the annotation has no limit.</param>
/// <param name="Accessor">The name of the accessor.</param>
/// <param name="IsHierarchy">Whether the record is the base of a closed hierarchy.</param>
/// <param name="JsonContext">One's own context that has the contract, fully qualified; null where the generator writes it.</param>
/// <param name="Defect">
/// What is wrong with the record, if anything: then the members that other code names are there, but nothing behind them.
/// </param>
internal sealed record AnnotatedRecord(
    StorageKind Kind,
    string Id,
    string TypeName,
    string SimpleName,
    string HintName,
    string Namespace,
    EquatableArray<string> Declarations,
    string Accessibility,
    string? PersistedName,
    string? PersistedKey,
    string? Durability,
    string? Retention,
    string Accessor,
    bool IsHierarchy,
    string? JsonContext,
    string? Defect);
