namespace Ledgerline.Generator;

/// <summary>Prints the serializer of a closed hierarchy.</summary>
internal static class HierarchyEmitter
{
    public static void Emit(SourceWriter source, JsonHierarchy type)
    {
        Text(source, "DiscriminatorName", type.Discriminator);
        for (int i = 0; i < type.Cases.Count; i++)
        {
            if (!type.Cases[i].IsNumber)
            {
                Text(source, $"Case{i}", type.Cases[i].Discriminator);
            }
        }

        source.Line();
        source.Block($"public static void Write({Names.Writer} writer, {type.TypeName} value)", () => Write(source, type));
        source.Line();
        source.Block($"public static {type.TypeName} Read(ref {Names.Reader} reader)", () => Read(source, type));
    }

    private static void Write(SourceWriter source, JsonHierarchy type) => source.Block("switch (value)", () =>
    {
        for (int i = 0; i < type.Cases.Count; i++)
        {
            JsonCase option = type.Cases[i];
            string discriminator = option.IsNumber ? $"WriteNumber(DiscriminatorName, {option.Discriminator})" : $"WriteString(DiscriminatorName, Case{i})";
            source.Block($"case {option.TypeName} option:", () =>
            {
                source.Line("writer.WriteStartObject();");
                source.Line($"writer.{discriminator};");
                source.Line($"{Names.Serializer(option.Id)}.WriteMembers(writer, option);");
                source.Line("writer.WriteEndObject();");
                source.Line("break;");
            });
        }

        source.Line("default:");
        source.Line($"    throw {Names.Expect}.NotACase(value, {Names.Literal(type.DisplayName)});");
    });

    private static void Read(SourceWriter source, JsonHierarchy type)
    {
        string display = Names.Literal(type.DisplayName);
        string name = Names.Literal(type.Discriminator);
        source.Line($"{Names.Expect}.Record(ref reader, {display});");
        source.Line($"{Names.Reader} discriminator = {Names.Expect}.Discriminator(reader, {name}u8, {display}, {name});");
        for (int i = 0; i < type.Cases.Count; i++)
        {
            JsonCase option = type.Cases[i];
            string isCase = option.IsNumber
                ? $"discriminator.TokenType == {Names.Token}.Number && discriminator.TryGetInt32(out int number{i}) && number{i} == {option.Discriminator}"
                : $"discriminator.TokenType == {Names.Token}.String && discriminator.ValueTextEquals({Names.Literal(option.Discriminator)}u8)";
            source.Block($"if ({isCase})", () => source.Line($"return {Names.Serializer(option.Id)}.Read(ref reader);"));
            source.Line();
        }

        string known = string.Join(", ", type.Cases.Select(static option => option.Discriminator));
        source.Line($"throw {Names.Expect}.UnknownCase(ref discriminator, {display}, {name}, {Names.Literal(known)});");
    }

    private static void Text(SourceWriter source, string field, string text)
    {
        source.Line($"private static readonly {Names.EncodedText} {field} =");
        source.Line($"    {Names.EncodedText}.Encode({Names.Literal(text)}, {Names.RelaxedEncoder});");
    }
}
