namespace Ledgerline.Generator;

/// <summary>Prints the methods that write and read a collection.</summary>
internal static class CollectionEmitter
{
    private const string Immutable = "global::System.Collections.Immutable";

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

    private static void WriteSequence(SourceWriter source, SequenceValue value)
    {
        source.Line();
        source.Block($"private static void Write{value.Id}({Names.Output} output, {value.TypeName} value)", () =>
        {
            if (value.Kind == SequenceKind.ImmutableArray)
            {
                source.Line($"{Names.Expect}.Created(value.IsDefault);");
            }

            source.Line("output.Begin(\"[\"u8);");
            source.Block($"foreach ({value.Item.TypeName} item in value)", () =>
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
            source.Line($"var items = {Builder(value)};");
            TryReadItems(source, "]", () =>
            {
                source.Line($"{value.Item.TypeName} item;");
                ValueEmitter.TryRead(source, value.Item, "item");
                source.Line("items.Add(item);");
            });
            source.Line($"value = {Built(value)};");
            source.Line("return true;");
        });
    }

    private static void ReadSequence(SourceWriter source, SequenceValue value)
    {
        source.Line();
        source.Block($"private static {value.TypeName} Read{value.Id}(ref {Names.Reader} reader, {Names.Options} options)", () =>
        {
            source.Line($"{Names.Expect}.Array(ref reader);");
            source.Line($"var items = {Builder(value)};");
            source.Block($"while (reader.Read() && reader.TokenType != {Names.Token}.EndArray)", () =>
                source.Line($"items.Add({ReadItem(value.Item)});"));
            source.Line();
            source.Line($"return {Built(value)};");
        });
    }

    private static string Builder(SequenceValue value) => value.Kind == SequenceKind.ImmutableArray
        ? $"{Immutable}.ImmutableArray.CreateBuilder<{value.Item.TypeName}>()"
        : $"new global::System.Collections.Generic.List<{value.Item.TypeName}>()";

    private static string Built(SequenceValue value) => value.Kind switch
    {
        SequenceKind.Array => "items.ToArray()",
        SequenceKind.ImmutableArray => "items.DrainToImmutable()",
        _ => "items",
    };

    private static void WriteDictionary(SourceWriter source, DictionaryValue value)
    {
        source.Line();
        source.Block($"private static void Write{value.Id}({Names.Output} output, {value.TypeName} value)", () =>
        {
            source.Line("output.Begin(\"{\"u8);");
            source.Block($"foreach (global::System.Collections.Generic.KeyValuePair<string, {value.Item.TypeName}> item in value)", () =>
            {
                source.Line("output.Write(item.Key);");
                source.Line("output.Raw(\":\"u8);");
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
            source.Line($"var items = {Builder(value)};");
            TryReadItems(source, "}", () =>
            {
                ExpectedReadEmitter.Refuse(source, "!cursor.TryRead(out string key) || !cursor.Skip(\":\"u8)");
                source.Line();
                source.Line($"{value.Item.TypeName} item;");
                ValueEmitter.TryRead(source, value.Item, "item");
                source.Line("items[key] = item;");
            });
            source.Line($"value = {Built(value)};");
            source.Line("return true;");
        });
    }

    private static void ReadDictionary(SourceWriter source, DictionaryValue value)
    {
        source.Line();
        source.Block($"private static {value.TypeName} Read{value.Id}(ref {Names.Reader} reader, {Names.Options} options)", () =>
        {
            source.Line($"{Names.Expect}.Dictionary(ref reader, options);");
            source.Line($"var items = {Builder(value)};");
            source.Block($"while (reader.Read() && reader.TokenType == {Names.Token}.PropertyName)", () =>
            {
                source.Line($"string key = {Names.Scalars}.ReadString(ref reader);");
                source.Line("reader.Read();");
                source.Line($"items[key] = {ReadItem(value.Item)};");
            });
            source.Line();
            source.Line($"return {Built(value)};");
        });
    }

    private static string Builder(DictionaryValue value) => value.IsImmutable
        ? $"{Immutable}.ImmutableDictionary.CreateBuilder<string, {value.Item.TypeName}>()"
        : $"new global::System.Collections.Generic.Dictionary<string, {value.Item.TypeName}>()";

    private static string Built(DictionaryValue value) => value.IsImmutable ? "items.ToImmutable()" : "items";

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
