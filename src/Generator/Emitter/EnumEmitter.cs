namespace Ledgerline.Generator;

/// <summary>Prints how an enum is written and read: its names in place, everything else by the runtime.</summary>
internal static class EnumEmitter
{
    public static void Emit(SourceWriter source, JsonEnum type)
    {
        SourceWriter fields = source.Nested();
        foreach (EnumName name in type.Names)
        {
            JsonLiteral.Field(fields, name.JsonName, "", "", Field(name));
        }

        source.AppendApart(fields);
        source.Block($"public static void Write({Names.Output} output, {type.TypeName} value)", () => Write(source, type));
        source.Line();
        source.Block($"public static bool TryRead(ref {Names.Cursor} cursor, out {type.TypeName} value)", () => TryRead(source, type));
        source.Line();
        source.Block($"public static {type.TypeName} Read(ref {Names.Reader} reader)", () =>
            source.Line($"return {Names.Enums}.Read<{type.TypeName}>(ref reader);"));
    }

    private static void Write(SourceWriter source, JsonEnum type) => source.Block("switch (value)", () =>
    {
        foreach (EnumName name in type.Names)
        {
            source.Line($"case {type.TypeName}.{name.Field}:");
            source.Line($"    output.Raw({Json(name)});");
            source.Line("    break;");
        }

        source.Line("default:");
        source.Line($"    {Names.Enums}.Write(output, value);");
        source.Line("    break;");
    });

    private static void TryRead(SourceWriter source, JsonEnum type)
    {
        foreach (EnumName name in type.Names)
        {
            source.Block($"if (cursor.Skip({Json(name)}))", () =>
            {
                source.Line($"value = {type.TypeName}.{name.Field};");
                source.Line("return true;");
            });
            source.Line();
        }

        source.Line($"{Names.Reader} reader = cursor.Reader();");
        source.Line("value = Read(ref reader);");
        source.Line("cursor.Advance(ref reader);");
        source.Line("return true;");
    }

    private static string Json(EnumName name) => JsonLiteral.Quoted(name.JsonName, "", "", Field(name));

    private static string Field(EnumName name) => name.Field.TrimStart('@') + "Name";
}
