namespace Ledgerline.Generator;

/// <summary>Prints how one value is read, by the general path and as it is expected, and how it is written.</summary>
internal static class ValueEmitter
{
    // Scalars that JsonCursor reads in place.
    private static readonly HashSet<string> InPlace =
    [
        "Boolean", "Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single", "Double", "Decimal",
        "String", "Guid", "DateTime", "DateTimeOffset",
    ];

    /// <summary>The field that holds a converter.</summary>
    public static string Converter(ConverterValue value) => "_" + char.ToLowerInvariant(value.Id[0]) + value.Id.Substring(1);

    /// <summary>The field itself.</summary>
    public static void ConverterField(SourceWriter source, ConverterValue value)
    {
        source.Line($"private static readonly global::System.Text.Json.Serialization.JsonConverter<{value.TypeName}> {Converter(value)} =");
        source.Line($"    new {value.Converter}();");
    }

    /// <summary>An expression that reads the value under a reader.</summary>
    /// <param name="value">The form of the value.</param>
    /// <param name="reader">The reader's name.</param>
    /// <param name="options">The expression for the options.</param>
    public static string Read(JsonValue value, string reader = "reader", string options = "options") => value switch
    {
        NullableValue { IsReference: true, Inner: ScalarValue { Reader: "String" } } => $"{Names.Scalars}.ReadNullableString(ref {reader})",
        NullableValue { IsReference: true, Inner: ConverterValue converter } =>
            $"{reader}.TokenType == {Names.Token}.Null && !{Converter(converter)}.HandleNull ? null : {Read(converter, reader, options)}",
        NullableValue nullable => $"{reader}.TokenType == {Names.Token}.Null ? ({nullable.TypeName})null : {Read(nullable.Inner, reader, options)}",
        ScalarValue { IsNumber: true } number =>
            $"{Names.Scalars}.Read{number.Reader}(ref {reader}, {(number.Forms is { } forms ? Forms(forms) : options + ".Numbers")})",
        ScalarValue { Reader: "JsonNode" or "JsonObject" or "JsonArray" } tree => $"{Names.Scalars}.Read{tree.Reader}(ref {reader}, {options})",
        ScalarValue scalar => $"{Names.Scalars}.Read{scalar.Reader}(ref {reader})",
        EnumValue { Number: { } number } named => $"({named.TypeName}){Read(number, reader, options)}",
        EnumValue named => $"{Names.Serializer(named.Id)}.Read(ref {reader})",
        ElementValue => $"{Names.Expect}.Element(ref {reader}, {options})",
        ObjectValue named => $"{Names.Serializer(named.Id)}.Read(ref {reader}, {options})",
        SequenceValue sequence => $"Read{sequence.Id}(ref {reader}, {options})",
        DictionaryValue dictionary => $"Read{dictionary.Id}(ref {reader}, {options})",
        ConverterValue converter => $"{Converter(converter)}.Read(ref {reader}, typeof({converter.TypeName}), {options}.Options)!",
        _ => throw new InvalidOperationException(value.GetType().Name),
    };

    /// <summary>The call that reads the value that is expected at the cursor into a variable; null where it takes statements.</summary>
    public static string? TryReadCall(JsonValue value, string target) => value switch
    {
        ScalarValue scalar when InPlace.Contains(scalar.Reader) && !IsText(scalar) => $"cursor.TryRead(out {target})",
        EnumValue { Number: null } named => $"{Names.Serializer(named.Id)}.TryRead(ref cursor, out {target})",
        ObjectValue named => $"{Names.Serializer(named.Id)}.TryRead(ref cursor, out {target})",
        SequenceValue { Id: var id } => $"TryRead{id}(ref cursor, out {target})",
        DictionaryValue { Id: var id } => $"TryRead{id}(ref cursor, out {target})",
        _ => null,
    };

    /// <summary>Statements that read the value that is expected at the cursor into a variable, or return false.</summary>
    public static void TryRead(SourceWriter source, JsonValue value, string target)
    {
        if (TryReadCall(value, target) is { } call)
        {
            ExpectedReadEmitter.Refuse(source, "!" + call);
        }
        else if (value is NullableValue { Inner: not ConverterValue } nullable)
        {
            source.Block("if (cursor.Skip(\"null\"u8))", () => source.Line($"{target} = null;"));
            source.Block("else", () => TryReadInner(source, nullable, target));
        }
        else if (value is EnumValue { Number: { } number } named)
        {
            source.Line($"{number.TypeName} {target}Number;");
            TryRead(source, number, target + "Number");
            source.Line($"{target} = ({named.TypeName}){target}Number;");
        }
        else
        {
            TryReadByReader(source, value, target);
        }
    }

    /// <summary>Statements that write a value.</summary>
    public static void Write(SourceWriter source, JsonValue value, string expression)
    {
        if (value is NullableValue nullable)
        {
            string isNull = nullable is { IsReference: true, Inner: ConverterValue converter }
                ? $"{expression} is null && !{Converter(converter)}.HandleNull"
                : $"{expression} is null";
            source.Block($"if ({isNull})", () => source.Line("output.WriteNull();"));
            source.Block("else", () => Write(source, nullable.Inner, nullable.IsReference ? expression : expression + ".Value"));
        }
        else
        {
            source.Line(Call(value, expression) + ";");
        }
    }

    private static void TryReadInner(SourceWriter source, NullableValue nullable, string target)
    {
        if (nullable.IsReference)
        {
            TryRead(source, nullable.Inner, target);
            return;
        }

        source.Line($"{nullable.Inner.TypeName} {target}NotNull;");
        TryRead(source, nullable.Inner, target + "NotNull");
        source.Line($"{target} = {target}NotNull;");
    }

    /// <summary>A value without a form of its own is read by the general path's expression.</summary>
    private static void TryReadByReader(SourceWriter source, JsonValue value, string target)
    {
        string reader = target + "Reader";
        source.Line($"{Names.Reader} {reader} = cursor.Reader();");
        if (value is ConverterValue)
        {
            ExpectedReadEmitter.Refuse(source, $"{reader}.TokenType == {Names.Token}.Null");
            source.Line();
        }

        source.Line($"{target} = {Read(value, reader, "cursor.Options")};");
        source.Line($"cursor.Advance(ref {reader});");
    }

    /// <summary>Whether a number may be written as a string.</summary>
    private static bool IsText(ScalarValue scalar) => scalar.Forms is { } forms && (forms & ~NumberForms.FromStrings) != 0;

    private static string Forms(NumberForms forms) => $"(JsonNumberHandling){(int)forms}";

    private static string Call(JsonValue value, string expression) => value switch
    {
        ScalarValue { Forms: { } forms } scalar when IsText(scalar) => $"output.Write({expression}, {Forms(forms)})",
        EnumValue { Number: { } number } => Call(number, $"({number.TypeName}){expression}"),
        EnumValue named => $"{Names.Serializer(named.Id)}.Write(output, {expression})",
        ObjectValue named => $"{Names.Serializer(named.Id)}.Write(output, {expression})",
        SequenceValue sequence => $"Write{sequence.Id}(output, {expression})",
        DictionaryValue dictionary => $"Write{dictionary.Id}(output, {expression})",
        ConverterValue converter => $"output.Write({Converter(converter)}, {expression})",
        _ => $"output.Write({expression})",
    };
}
