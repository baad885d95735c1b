namespace Ledgerline.Generator;

/// <summary>Prints the file of one type: what its annotations add to it, then its serializer.</summary>
internal static class TypeFileEmitter
{
    public static string Emit(TypeFile file)
    {
        var source = new SourceWriter();
        source.Header();
        foreach (AnnotatedRecord record in file.Records)
        {
            RecordEmitter.EmitParts(source, record);
            source.Line();
        }

        if (file.Type is { } type)
        {
            source.Block($"namespace {GeneratedCode.Namespace}", () => Generated(source, type, file));
        }

        return source.ToString();
    }

    private static void Generated(SourceWriter source, JsonType type, TypeFile file)
    {
        foreach (string alias in Names.Aliases)
        {
            source.Line($"using {alias};");
        }

        foreach (AnnotatedRecord record in file.Records.Where(static record => record.Defect is null))
        {
            source.Line();
            RecordEmitter.EmitDefinition(source, record, file);
        }

        source.Line();
        Serializer(source, type, file);
    }

    private static void Serializer(SourceWriter source, JsonType type, TypeFile file)
    {
        source.Line($"/// <summary>The JSON of {type.DisplayName}.</summary>");
        source.Line(Names.GeneratedCodeAttribute);
        source.Block($"internal static class {type.Id}Json", () =>
        {
            if (type is JsonHierarchy hierarchy)
            {
                HierarchyEmitter.Emit(source, hierarchy);
            }
            else
            {
                ObjectEmitter.Emit(source, (JsonObject)type, file.Context);
            }

            if (file.Records.Count > 0)
            {
                source.Line();
                Converter(source, type);
            }
        });
    }

    private static void Converter(SourceWriter source, JsonType type) =>
        source.Block($"internal sealed class Converter : {Names.RecordConverter}<{type.TypeName}>", () =>
        {
            source.Line($"protected override {type.TypeName} ReadRecord(ref {Names.Reader} reader) =>");
            source.Line($"    {type.Id}Json.Read(ref reader);");
            source.Line();
            source.Line($"protected override void WriteRecord({Names.Writer} writer, {type.TypeName} value) =>");
            source.Line($"    {type.Id}Json.Write(writer, value);");
        });
}
