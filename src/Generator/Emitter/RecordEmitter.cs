namespace Ledgerline.Generator;

/// <summary>Prints what an annotation adds: the definition and the accessor.</summary>
internal static class RecordEmitter
{
    /// <summary>The partial part and the accessor, in the record's namespace.</summary>
    public static void EmitParts(SourceWriter source, AnnotatedRecord record)
    {
        if (record.Namespace.Length == 0)
        {
            Parts(source, record);
        }
        else
        {
            source.Block($"namespace {record.Namespace}", () => Parts(source, record));
        }
    }

    /// <summary>A class of its own, so that the runtime creates the definition once, when it is first asked for.</summary>
    public static void EmitDefinition(SourceWriter source, AnnotatedRecord record, TypeFile file)
    {
        string name = record.PersistedName is null ? "null" : Names.Literal(record.PersistedName);
        string key = record.PersistedKey is null ? "" : $"{Names.Literal(record.PersistedKey)}, ";
        string?[] settings =
        [
            record.Durability is null ? null : $"Durability = {record.Durability}",
            record.Retention is null ? null : $"Retention = {record.Retention}",
        ];
        string initializer = string.Join(", ", settings.Where(static setting => setting is not null));
        initializer = initializer.Length == 0 ? "" : $" {{ {initializer} }}";
        source.Line($"/// <summary>How {record.SimpleName} is stored.</summary>");
        source.Line(Names.GeneratedCodeAttribute);
        source.Block($"internal static class {record.Id}{record.Kind}", () =>
        {
            source.Line($"public static readonly {DefinitionType(record)} Definition =");
            source.Line($"    new({name}, {key}{file.Context}.Default.{file.ContextProperty}){initializer};");
        });
    }

    private static void Parts(SourceWriter source, AnnotatedRecord record)
    {
        Part(source, record, 0);
        if (record.Accessor.Length > 0)
        {
            source.Line();
            Accessor(source, record);
        }
    }

    private static void Part(SourceWriter source, AnnotatedRecord record, int depth)
    {
        if (depth < record.Declarations.Count - 1)
        {
            source.Block(record.Declarations[depth], () => Part(source, record, depth + 1));
            return;
        }

        string implemented = $"global::Ledgerline.{KnownContracts.InterfaceOf(record.Kind)}<{record.TypeName}>";
        string definition = record.Defect is { } defect
            ? $"throw new global::System.InvalidOperationException({Names.Literal(defect)})"
            : $"global::{GeneratedCode.Namespace}.{record.Id}{record.Kind}.Definition";
        source.Block($"{record.Declarations[depth]} : {implemented}", () =>
        {
            source.Line($"static {DefinitionType(record)} {implemented}.{record.Kind}Definition =>");
            source.Line($"    {definition};");
        });
    }

    private static void Accessor(SourceWriter source, AnnotatedRecord record)
    {
        (string opened, string what) = record switch
        {
            { Kind: StorageKind.Log } => ("AppendLog", $"The log <c>{record.PersistedName}</c>."),
            { Kind: StorageKind.Document, PersistedName: null } => ("PinnedDocument", $"The document <c>{record.PersistedKey}</c>."),
            { Kind: StorageKind.Document } => ("PinnedDocument", $"The document <c>{record.PersistedKey}</c> of <c>{record.PersistedName}</c>."),
            { PersistedName: null } => ("JsonKv", "The set-less documents."),
            _ => ("JsonKv", $"The documents <c>{record.PersistedName}</c>."),
        };
        source.Line($"/// <summary>Opens what {record.SimpleName} is stored in.</summary>");
        source.Line(Names.GeneratedCodeAttribute);
        source.Block($"{record.Accessibility} static class {AccessorRules.ExtensionClass(record.Accessor)}", () =>
        {
            string returned = $"{record.Accessibility} static global::Ledgerline.{opened}<{record.TypeName}> {record.Accessor}";
            source.Line($"/// <summary>{(record.Defect is not null ? "Not available." : what)}</summary>");
            source.Line($"{returned}(this global::Ledgerline.Project project) =>");
            source.Line($"    project.{record.Kind}<{record.TypeName}>();");
            if (record.Kind == StorageKind.Log)
            {
                source.Line();
                source.Line($"/// <summary>{(record.Defect is not null ? "Not available." : $"The log <c>{record.PersistedName}</c> of one key.")}</summary>");
                source.Line($"{returned}(this global::Ledgerline.Project project, string key) =>");
                source.Line($"    project.{record.Kind}<{record.TypeName}>(key);");
            }
        });
    }

    private static string DefinitionType(AnnotatedRecord record) => $"global::Ledgerline.{record.Kind}Definition<{record.TypeName}>";
}
