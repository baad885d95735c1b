namespace Ledgerline.Generator;

/// <summary>Prints the extension methods of Project that open what a record is stored in.</summary>
internal static class AccessorEmitter
{
    /// <param name="source">Takes the methods.</param>
    /// <param name="record">The annotation.</param>
    /// <param name="definition">The expression for the definition; null where the record implements the interface that has it.</param>
    public static void Emit(SourceWriter source, AnnotatedRecord record, string? definition)
    {
        string opened = record.Kind switch
        {
            StorageKind.Log => "AppendLog",
            StorageKind.Document => "PinnedDocument",
            _ => "JsonKv",
        };
        string returned = $"{record.Accessibility} static global::Ledgerline.{opened}<{record.TypeName}> {record.Accessor}";
        string opening = $"project.{record.Kind}{(definition is null ? $"<{record.TypeName}>" : "")}";
        string what = DefinitionEmitter.What(record);
        source.Line($"/// <summary>{what}</summary>");
        source.Line($"{returned}(this global::Ledgerline.Project project) =>");
        source.Line($"    {opening}({definition});");
        if (record.Kind == StorageKind.Log)
        {
            source.Line();
            source.Line($"/// <summary>{(record.Defect is not null ? what : $"The log <c>{record.PersistedName}</c> of one key.")}</summary>");
            source.Line($"{returned}(this global::Ledgerline.Project project, string key) =>");
            source.Line($"    {opening}({(definition is null ? "" : definition + ", ")}key);");
        }
    }
}
