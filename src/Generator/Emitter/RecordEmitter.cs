namespace Ledgerline.Generator;

/// <summary>Prints what an annotation adds to a record: the definition and the accessor.</summary>
internal static class RecordEmitter
{
    /// <summary>The class that holds the definition of a record without a defect, by its full name.</summary>
    public static string DefinitionClass(AnnotatedRecord record) => $"{GeneratedCode.Namespace}.{record.Id}{record.Kind}";

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

    /// <summary>A class of its own, out of the way of the record's names.</summary>
    public static void EmitDefinition(SourceWriter source, AnnotatedRecord record, TypeFile file)
    {
        source.Line($"/// <summary>How {record.SimpleName} is stored.</summary>");
        source.Line(Names.GeneratedCodeAttribute);
        source.Block($"internal static class {record.Id}{record.Kind}", () =>
            DefinitionEmitter.Emit(source, record, "Definition", file.Context, file.ContextProperty));
    }

    private static void Parts(SourceWriter source, AnnotatedRecord record)
    {
        Part(source, record, 0);
        if (record.Accessor.Length > 0)
        {
            source.Line();
            source.Line($"/// <summary>Opens what {record.SimpleName} is stored in.</summary>");
            source.Line(Names.GeneratedCodeAttribute);
            source.Block($"{record.Accessibility} static class {AccessorRules.ExtensionClass(record.Accessor)}", () =>
                AccessorEmitter.Emit(source, record, definition: null));
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
            : $"global::{DefinitionClass(record)}.Definition";
        source.Block($"{record.Declarations[depth]} : {implemented}", () =>
        {
            source.Line($"static {DefinitionEmitter.TypeOf(record)} {implemented}.{record.Kind}Definition =>");
            source.Line($"    {definition};");
        });
    }
}
