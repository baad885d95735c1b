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

        if (file.Matching is { } matching)
        {
            MatchEmitter.Emit(source, matching);
            source.Line();
        }

        if (file.Type is not null || file.Records.Any(static record => record.Defect is null))
        {
            source.Block($"namespace {GeneratedCode.Namespace}", () => Generated(source, file));
        }

        return source.ToString();
    }

    private static void Generated(SourceWriter source, TypeFile file)
    {
        SourceWriter body = source.Nested();
        foreach (AnnotatedRecord record in file.Records.Where(static record => record.Defect is null))
        {
            body.Line();
            RecordEmitter.EmitDefinition(body, record, file);
        }

        if (file.Type is { } type)
        {
            body.Line();
            Serializer(body, type, file);
        }

        Names.Use(source, body);
    }

    private static void Serializer(SourceWriter source, JsonType type, TypeFile file)
    {
        source.Line($"/// <summary>The JSON of {type.DisplayName}.</summary>");
        source.Line(Names.GeneratedCodeAttribute);
        source.Block($"internal static class {type.Id}Json", () =>
        {
            switch (type)
            {
                case JsonHierarchy hierarchy:
                    HierarchyEmitter.Emit(source, hierarchy);
                    break;
                case JsonEnum named:
                    EnumEmitter.Emit(source, named);
                    break;
                default:
                    ObjectEmitter.Emit(source, (JsonObject)type);
                    break;
            }

            if (type is not JsonEnum)
            {
                source.Line();
                ConverterCheckEmitter.Emit(source, type);
            }

            if (file.ContextProperty is not null)
            {
                source.Line();
                Converter(source, type);
            }
        });
    }

    private static void Converter(SourceWriter source, JsonType type) =>
        source.Block($"internal sealed class Converter({Names.Options} options) : {Names.RecordConverter}<{type.TypeName}>(options)", () =>
        {
            string serializer = Names.Serializer(type.Id);
            if (type is JsonHierarchy hierarchy)
            {
                source.Line($"public override string? Discriminator => {Names.Literal(hierarchy.Discriminator)};");
                source.Line();
            }

            source.Line($"protected override void WriteRecord({Names.Output} output, {type.TypeName} value) =>");
            source.Line($"    {serializer}.Write(output, value);");
            source.Line();
            source.Line($"protected override bool TryReadRecord(ref {Names.Cursor} cursor, out {type.TypeName} value) =>");
            source.Line($"    {serializer}.TryRead(ref cursor, out value);");
            source.Line();
            source.Line($"protected override {type.TypeName} ReadRecord(ref {Names.Reader} reader, {Names.Options} options) =>");
            source.Line($"    {serializer}.Read(ref reader, options);");
        });
}
