namespace Ledgerline.Generator;

/// <summary>Prints how one value is read and written.</summary>
internal static class ValueEmitter
{
    /// <summary>The field that holds a converter.</summary>
    public static string Converter(ConverterValue value) => "_" + char.ToLowerInvariant(value.Id[0]) + value.Id.Substring(1);

    /// <summary>An expression that reads the value under the reader.</summary>
    public static string Read(JsonValue value) => value switch
    {
        NullableValue { IsReference: true, Inner: ScalarValue { Reader: "String" } } => $"{Names.Scalars}.ReadNullableString(ref reader)",
        NullableValue { IsReference: true, Inner: ConverterValue converter } =>
            $"reader.TokenType == {Names.Token}.Null && !{Converter(converter)}.HandleNull ? null : {Read(converter)}",
        NullableValue nullable => $"reader.TokenType == {Names.Token}.Null ? ({nullable.TypeName})null : {Read(nullable.Inner)}",
        ScalarValue scalar => $"{Names.Scalars}.Read{scalar.Reader}(ref reader)",
        EnumValue named => $"{Names.Enums}.Read<{named.TypeName}>(ref reader)",
        ElementValue => "global::System.Text.Json.JsonElement.ParseValue(ref reader)",
        ObjectValue named => $"{Names.Serializer(named.Id)}.Read(ref reader)",
        SequenceValue sequence => $"Read{sequence.Id}(ref reader)",
        DictionaryValue dictionary => $"Read{dictionary.Id}(ref reader)",
        ConverterValue converter => $"{Converter(converter)}.Read(ref reader, typeof({converter.TypeName}), Options)!",
        _ => throw new InvalidOperationException(value.GetType().Name),
    };

    /// <summary>Statements that write a value.</summary>
    public static void Write(SourceWriter source, JsonValue value, string expression)
    {
        if (value is NullableValue nullable)
        {
            WriteNullable(source, nullable, expression);
        }
        else
        {
            source.Line(Call(value, expression) + ";");
        }
    }

    private static void WriteNullable(SourceWriter source, NullableValue nullable, string expression)
    {
        if (nullable.Inner is ScalarValue { Reader: "String" })
        {
            // The writer writes null by itself.
            source.Line($"writer.WriteStringValue({expression});");
            return;
        }

        string isNull = nullable is { IsReference: true, Inner: ConverterValue converter }
            ? $"{expression} is null && !{Converter(converter)}.HandleNull"
            : $"{expression} is null";
        source.Block($"if ({isNull})", () => source.Line("writer.WriteNullValue();"));
        source.Block("else", () => Write(source, nullable.Inner, nullable.IsReference ? expression : expression + ".Value"));
    }

    private static string Call(JsonValue value, string expression) => value switch
    {
        ScalarValue { Writing: ScalarWriting.Boolean } => $"writer.WriteBooleanValue({expression})",
        ScalarValue { Writing: ScalarWriting.Number } => $"writer.WriteNumberValue({expression})",
        ScalarValue { Writing: ScalarWriting.String } => $"writer.WriteStringValue({expression})",
        ScalarValue { Writing: ScalarWriting.Base64 } => $"writer.WriteBase64StringValue({expression})",
        ScalarValue => $"{Names.Scalars}.Write(writer, {expression})",
        EnumValue => $"{Names.Enums}.Write(writer, {expression})",
        ElementValue => $"{expression}.WriteTo(writer)",
        ObjectValue named => $"{Names.Serializer(named.Id)}.Write(writer, {expression})",
        SequenceValue sequence => $"Write{sequence.Id}(writer, {expression})",
        DictionaryValue dictionary => $"Write{dictionary.Id}(writer, {expression})",
        ConverterValue converter => $"{Converter(converter)}.Write(writer, {expression}, Options)",
        _ => throw new InvalidOperationException(value.GetType().Name),
    };
}
