namespace Ledgerline.Generator;

/// <summary>Prints the methods that read and write a collection.</summary>
internal static class CollectionEmitter
{
    private const string Immutable = "global::System.Collections.Immutable";

    public static void Emit(SourceWriter source, JsonValue value)
    {
        switch (value)
        {
            case SequenceValue sequence:
                ReadSequence(source, sequence);
                WriteSequence(source, sequence);
                break;
            case DictionaryValue dictionary:
                ReadDictionary(source, dictionary);
                WriteDictionary(source, dictionary);
                break;
        }
    }

    private static void ReadSequence(SourceWriter source, SequenceValue value)
    {
        string builder = value.Kind == SequenceKind.ImmutableArray
            ? $"{Immutable}.ImmutableArray.CreateBuilder<{value.Item.TypeName}>()"
            : $"new global::System.Collections.Generic.List<{value.Item.TypeName}>()";
        string result = value.Kind switch
        {
            SequenceKind.Array => "items.ToArray()",
            SequenceKind.ImmutableArray => "items.DrainToImmutable()",
            _ => "items",
        };
        source.Line();
        source.Block($"private static {value.TypeName} Read{value.Id}(ref {Names.Reader} reader)", () =>
        {
            source.Line($"{Names.Expect}.Array(ref reader);");
            source.Line($"var items = {builder};");
            source.Block($"while (reader.Read() && reader.TokenType != {Names.Token}.EndArray)", () =>
                source.Line($"items.Add({ReadItem(value.Item)});"));
            source.Line();
            source.Line($"return {result};");
        });
    }

    private static void WriteSequence(SourceWriter source, SequenceValue value)
    {
        source.Line();
        source.Block($"private static void Write{value.Id}({Names.Writer} writer, {value.TypeName} value)", () =>
        {
            if (value.Kind == SequenceKind.ImmutableArray)
            {
                source.Line($"{Names.Expect}.Created(value.IsDefault);");
            }

            source.Line("writer.WriteStartArray();");
            source.Block($"foreach ({value.Item.TypeName} item in value)", () => WriteItem(source, value.Item, "item"));
            source.Line();
            source.Line("writer.WriteEndArray();");
        });
    }

    private static void ReadDictionary(SourceWriter source, DictionaryValue value)
    {
        string builder = value.IsImmutable
            ? $"{Immutable}.ImmutableDictionary.CreateBuilder<string, {value.Item.TypeName}>()"
            : $"new global::System.Collections.Generic.Dictionary<string, {value.Item.TypeName}>()";
        source.Line();
        source.Block($"private static {value.TypeName} Read{value.Id}(ref {Names.Reader} reader)", () =>
        {
            source.Line($"{Names.Expect}.Dictionary(ref reader);");
            source.Line($"var items = {builder};");
            source.Block($"while (reader.Read() && reader.TokenType == {Names.Token}.PropertyName)", () =>
            {
                source.Line($"string key = {Names.Scalars}.ReadString(ref reader);");
                source.Line("reader.Read();");
                source.Line($"items[key] = {ReadItem(value.Item)};");
            });
            source.Line();
            source.Line($"return {(value.IsImmutable ? "items.ToImmutable()" : "items")};");
        });
    }

    private static void WriteDictionary(SourceWriter source, DictionaryValue value)
    {
        source.Line();
        source.Block($"private static void Write{value.Id}({Names.Writer} writer, {value.TypeName} value)", () =>
        {
            source.Line("writer.WriteStartObject();");
            source.Block($"foreach (global::System.Collections.Generic.KeyValuePair<string, {value.Item.TypeName}> item in value)", () =>
            {
                source.Line("writer.WritePropertyName(item.Key);");
                WriteItem(source, value.Item, "item.Value");
            });
            source.Line();
            source.Line("writer.WriteEndObject();");
        });
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
