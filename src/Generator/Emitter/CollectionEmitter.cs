using System.Globalization;

namespace Ledgerline.Generator;

/// <summary>Prints the methods that write and read a collection.</summary>
internal static class CollectionEmitter
{
    public static void Emit(SourceWriter source, JsonValue value)
    {
        switch (value)
        {
            case SequenceValue sequence:
                WriteSequence(source, sequence);
                TryReadSequence(source, sequence);
                ReadSequence(source, sequence);
                break;
            case DictionaryValue dictionary:
                WriteDictionary(source, dictionary);
                TryReadDictionary(source, dictionary);
                ReadDictionary(source, dictionary);
                break;
        }
    }

    /// <summary>Only the method that reads any JSON of it.</summary>
    public static void EmitRead(SourceWriter source, JsonValue value)
    {
        switch (value)
        {
            case SequenceValue sequence:
                ReadSequence(source, sequence);
                break;
            case DictionaryValue dictionary:
                ReadDictionary(source, dictionary);
                break;
        }
    }

    /// <summary>An expression of a shape for the types of its keys and items.</summary>
    public static string Of(string expression, params JsonValue[] arguments) => string.Format(
        CultureInfo.InvariantCulture, expression, $"<{string.Join(", ", arguments.Select(static argument => argument.TypeName))}>");

    private static void WriteSequence(SourceWriter source, SequenceValue value)
    {
        source.Line();
        source.Block($"private static void Write{value.Id}({Names.Output} output, {value.TypeName} value)", () =>
        {
            if (value.Shape.HasDefault)
            {
                source.Line($"{Names.Expect}.Created(value.IsDefault);");
            }

            source.Line("output.Begin(\"[\"u8);");
            source.Block($"foreach ({value.Item.TypeName} item in {value.Shape.Items})", () =>
            {
                WriteItem(source, value.Item, "item");
                source.Line("output.Raw(\",\"u8);");
            });
            source.Line();
            source.Line("output.EndAfterComma(\"]\"u8);");
        });
    }

    private static void TryReadSequence(SourceWriter source, SequenceValue value)
    {
        source.Line();
        source.Block($"private static bool TryRead{value.Id}(ref {Names.Cursor} cursor, out {value.TypeName} value)", () =>
        {
            source.Line("value = default!;");
            ExpectedReadEmitter.Refuse(source, "!cursor.Begin(\"[\"u8)");
            source.Line();
            source.Line($"var items = {Of(value.Shape.Create, value.Item)};");
            TryReadItems(source, "]", () =>
            {
                source.Line($"{value.Item.TypeName} item;");
                ValueEmitter.TryRead(source, value.Item, "item");
                source.Line($"items.{value.Shape.Add}(item);");
            });
            source.Line($"value = {Of(value.Shape.Finish, value.Item)};");
            source.Line("return true;");
        });
    }

    private static void ReadSequence(SourceWriter source, SequenceValue value)
    {
        source.Line();
        source.Block($"private static {value.TypeName} Read{value.Id}(ref {Names.Reader} reader, {Names.Options} options)", () =>
        {
            source.Line($"{Names.Expect}.Array(ref reader);");
            source.Line($"var items = {Of(value.Shape.Create, value.Item)};");
            source.Block($"while (reader.Read() && reader.TokenType != {Names.Token}.EndArray)", () =>
                source.Line($"items.{value.Shape.Add}({ReadItem(value.Item)});"));
            source.Line();
            source.Line($"return {Of(value.Shape.Finish, value.Item)};");
        });
    }

    private static void WriteDictionary(SourceWriter source, DictionaryValue value)
    {
        source.Line();
        source.Block($"private static void Write{value.Id}({Names.Output} output, {value.TypeName} value)", () =>
        {
            source.Line("output.Begin(\"{\"u8);");
            source.Block($"foreach (global::System.Collections.Generic.KeyValuePair<{value.Key.TypeName}, {value.Item.TypeName}> item in value)", () =>
            {
                KeyEmitter.Write(source, value, "item.Key");
                WriteItem(source, value.Item, "item.Value");
                source.Line("output.Raw(\",\"u8);");
            });
            source.Line();
            source.Line("output.EndAfterComma(\"}\"u8);");
        });
    }

    private static void TryReadDictionary(SourceWriter source, DictionaryValue value)
    {
        source.Line();
        source.Block($"private static bool TryRead{value.Id}(ref {Names.Cursor} cursor, out {value.TypeName} value)", () =>
        {
            source.Line("value = default!;");
            ExpectedReadEmitter.Refuse(source, "!cursor.Begin(\"{\"u8)");
            source.Line();
            source.Line($"var items = {Of(value.Shape.Create, value.Key, value.Item)};");
            TryReadItems(source, "}", () =>
            {
                KeyEmitter.TryRead(source, value.Key);
                source.Line();
                source.Line($"{value.Item.TypeName} item;");
                ValueEmitter.TryRead(source, value.Item, "item");
                source.Line("items[key] = item;");
            });
            source.Line($"value = {Of(value.Shape.Finish, value.Key, value.Item)};");
            source.Line("return true;");
        });
    }

    private static void ReadDictionary(SourceWriter source, DictionaryValue value)
    {
        source.Line();
        source.Block($"private static {value.TypeName} Read{value.Id}(ref {Names.Reader} reader, {Names.Options} options)", () =>
        {
            source.Line($"{Names.Expect}.Dictionary(ref reader, options);");
            source.Line($"var items = {Of(value.Shape.Create, value.Key, value.Item)};");
            source.Block($"while (reader.Read() && reader.TokenType == {Names.Token}.PropertyName)", () =>
            {
                source.Line($"{value.Key.TypeName} key = {KeyEmitter.Read(value.Key)};");
                source.Line("reader.Read();");
                source.Line($"items[key] = {ReadItem(value.Item)};");
            });
            source.Line();
            source.Line($"return {Of(value.Shape.Finish, value.Key, value.Item)};");
        });
    }

    /// <summary>Items with commas between them, up to the bracket.</summary>
    private static void TryReadItems(SourceWriter source, string bracket, Action item)
    {
        source.Block($"if (!cursor.End(\"{bracket}\"u8))", () =>
        {
            source.Block("do", item);
            source.Line("while (cursor.Skip(\",\"u8));");
            source.Line();
            ExpectedReadEmitter.Refuse(source, $"!cursor.End(\"{bracket}\"u8)");
        });
        source.Line();
    }

    private static string ReadItem(JsonValue item) => item is ConverterValue converter
        ? $"reader.TokenType == {Names.Token}.Null && !{ValueEmitter.Converter(converter)}.HandleNull ? throw {Names.Expect}.NullItem() : {ValueEmitter.Read(item)}"
        : ValueEmitter.Read(item);

    private static void WriteItem(SourceWriter source, JsonValue item, string expression)
    {
        if (item is { IsReference: true } and not NullableValue)
        {
            source.Block($"if ({expression} is null)", () => source.Line($"throw {Names.Expect}.NullItem();"));
            source.Line();
        }

        ValueEmitter.Write(source, item, expression);
    }
}
