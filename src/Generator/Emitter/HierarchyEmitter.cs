namespace Ledgerline.Generator;

/// <summary>Prints the serializer of a closed hierarchy.</summary>
internal static class HierarchyEmitter
{
    public static void Emit(SourceWriter source, JsonHierarchy type)
    {
        SourceWriter fields = source.Nested();
        JsonLiteral.Field(fields, type.Discriminator, "{", ":", "DiscriminatorName");
        for (int i = 0; i < type.Cases.Count; i++)
        {
            if (type.Cases[i] is { IsNumber: false, Discriminator: { } text })
            {
                JsonLiteral.Field(fields, text, "", "", $"Case{i}");
            }

            OpeningField(fields, type, i);
        }

        source.AppendApart(fields);
        source.Block($"public static void Write({Names.Output} output, {type.TypeName} value)", () => Write(source, type));
        source.Line();
        source.Block($"public static bool TryRead(ref {Names.Cursor} cursor, out {type.TypeName} result)", () => TryRead(source, type));
        source.Line();
        source.Block($"public static {type.TypeName} Read(ref {Names.Reader} reader, {Names.Options} options)", () => Read(source, type));
    }

    private static void Write(SourceWriter source, JsonHierarchy type) => source.Block("switch (value)", () =>
    {
        for (int i = 0; i < type.Cases.Count; i++)
        {
            JsonCase option = type.Cases[i];
            source.Line($"case {option.TypeName} option{Exactly(option)}:");
            source.Line($"    {Names.Serializer(option.Id)}.WriteMembers(output, option, {Opening(type, i)});");
            source.Line("    break;");
        }

        if (type.Unknown is { } unknown)
        {
            source.Line($"case {unknown.TypeName} option:");
            source.Line($"    JsonUnknown.Write(output, option.{unknown.Member}, {Names.Literal(type.DisplayName)}, {Names.Literal(type.Discriminator)});");
            source.Line("    break;");
        }

        source.Line("default:");
        source.Line($"    throw {Names.Expect}.NotACase(value, {Names.Literal(type.DisplayName)});");
    });

    private static void TryRead(SourceWriter source, JsonHierarchy type)
    {
        source.Line("result = default!;");
        string opening = $"!cursor.Begin({JsonLiteral.Quoted(type.Discriminator, "{", ":", "DiscriminatorName")})";
        if (type.WithoutDiscriminator is { } itself)
        {
            source.Block($"if ({opening})", () => source.Line($"return {Names.Serializer(itself)}.TryRead(ref cursor, out result);"));
        }
        else
        {
            ExpectedReadEmitter.Refuse(source, opening);
        }

        source.Line();
        for (int i = 0; i < type.Cases.Count; i++)
        {
            JsonCase option = type.Cases[i];
            if (option.Discriminator is null)
            {
                continue;
            }

            source.Block($"if (cursor.Skip({Discriminator(type, i)}))", () =>
            {
                ExpectedReadEmitter.Refuse(
                    source,
                    $"!cursor.SkipSeparator() || !{Names.Serializer(option.Id)}.TryReadMembers(ref cursor, out {option.TypeName} option)");
                source.Line();
                source.Line("result = option;");
                source.Line("return true;");
            });
            source.Line();
        }

        source.Line("return false;");
    }

    private static void Read(SourceWriter source, JsonHierarchy type)
    {
        string display = Names.Literal(type.DisplayName);
        string name = Names.Literal(type.Discriminator);
        source.Line($"{Names.Expect}.Record(ref reader, {display});");
        if (type.WithoutDiscriminator is { } itself)
        {
            source.Line($"{Names.Reader} discriminator = reader;");
            source.Block($"if (!{Names.Expect}.TryFindDiscriminator(ref discriminator, {name}u8, options))", () =>
                source.Line($"return {Names.Serializer(itself)}.Read(ref reader, options);"));
            source.Line();
        }
        else
        {
            source.Line($"{Names.Reader} discriminator = {Names.Expect}.Discriminator(reader, {name}u8, {display}, {name}, options);");
        }

        for (int i = 0; i < type.Cases.Count; i++)
        {
            JsonCase option = type.Cases[i];
            if (option.Discriminator is null)
            {
                continue;
            }

            string isCase = option.IsNumber
                ? $"discriminator.TokenType == {Names.Token}.Number && discriminator.TryGetInt32(out int number{i}) && number{i} == {option.Discriminator}"
                : $"discriminator.TokenType == {Names.Token}.String && discriminator.ValueTextEquals({Names.Literal(option.Discriminator)}u8)";
            source.Block($"if ({isCase})", () => source.Line($"return {Names.Serializer(option.Id)}.Read(ref reader, options, {name}u8);"));
            source.Line();
        }

        if (type.IgnoresUnknown)
        {
            source.Line($"return {Names.Serializer(type.WithoutDiscriminator!)}.Read(ref reader, options, {name}u8);");
            return;
        }

        if (type.Unknown is { } unknown)
        {
            source.Block("if (JsonUnknown.IsDiscriminator(ref discriminator))", () =>
                source.Line($"return new {unknown.TypeName}(JsonUnknown.Read{unknown.Reader}(ref reader, options));"));
            source.Line();
        }

        string known = string.Join(", ", type.Cases.Select(static option => option.Discriminator).Where(static text => text is not null));
        source.Line($"throw {Names.Expect}.UnknownCase(ref discriminator, {display}, {name}, {Names.Literal(known)});");
    }

    /// <summary>A value of a type that derives from the case is not the case: its members would be lost.</summary>
    private static string Exactly(JsonCase option) => option.IsSealed ? "" : $" when option.GetType() == typeof({option.TypeName})";

    private static string Discriminator(JsonHierarchy type, int index) => type.Cases[index] is { IsNumber: true } number
        ? JsonLiteral.Of(number.Discriminator!)
        : JsonLiteral.Quoted(type.Cases[index].Discriminator!, "", "", $"Case{index}");

    /// <summary>The bracket, the discriminator, where there is one, and the comma behind it.</summary>
    private static string Opening(JsonHierarchy type, int index) => type.Cases[index].Discriminator is null ? JsonLiteral.Of("{")
        : IsPlain(type, index) ? JsonLiteral.Of($"{{\"{type.Discriminator}\":{Plain(type.Cases[index])},")
        : $"Opening{index}";

    private static void OpeningField(SourceWriter source, JsonHierarchy type, int index)
    {
        if (type.Cases[index].Discriminator is not null && !IsPlain(type, index))
        {
            source.Line($"private static readonly byte[] Opening{index} =");
            source.Line($"    [.. {JsonLiteral.Quoted(type.Discriminator, "{", ":", "DiscriminatorName")}, .. {Discriminator(type, index)}, .. \",\"u8];");
        }
    }

    private static bool IsPlain(JsonHierarchy type, int index) =>
        JsonLiteral.IsPlain(type.Discriminator) && JsonLiteral.IsPlain(type.Cases[index].Discriminator!);

    private static string Plain(JsonCase option) => option.IsNumber ? option.Discriminator! : $"\"{option.Discriminator}\"";
}
