namespace Ledgerline.Generator;

/// <summary>Prints what a type is made of, to find options whose converters would be passed over.</summary>
internal static class ConverterCheckEmitter
{
    private const string Check = "global::Ledgerline.Serialization.ConverterCheck";

    public static void Emit(SourceWriter source, JsonType type)
    {
        string[] lines = type switch
        {
            JsonHierarchy hierarchy => [.. hierarchy.Cases.Select(static option => Nested(option.Id))],
            JsonObject named => [.. named.Members.SelectMany(static member => Lines(member.Value)).Distinct(StringComparer.Ordinal)],
            _ => throw new InvalidOperationException(type.GetType().Name),
        };
        source.Line("/// <summary>Names what the type is made of: a converter in options for any of it would be passed over.</summary>");
        source.Block($"public static void Check({Check} check)", () =>
            source.Block($"if (check.Begin(typeof({type.TypeName}), {Names.Literal(type.Id)}))", () =>
            {
                foreach (string line in lines)
                {
                    source.Line(line);
                }
            }));
    }

    private static IEnumerable<string> Lines(JsonValue value) => value switch
    {
        NullableValue { IsReference: true } nullable => Lines(nullable.Inner),
        NullableValue nullable => Lines(nullable.Inner).Prepend(Value(nullable)),
        SequenceValue sequence => Lines(sequence.Item).Prepend(Value(sequence)),
        DictionaryValue dictionary => Lines(dictionary.Key).Concat(Lines(dictionary.Item)).Prepend(Value(dictionary)),
        ObjectValue named => [Nested(named.Id)],
        EnumValue { Number: null } named => [$"check.Enum<{named.TypeName}>();"],
        _ => [Value(value)],
    };

    private static string Nested(string id) => $"{Names.Serializer(id)}.Check(check);";

    private static string Value(JsonValue value) => $"check.Value(typeof({value.TypeName}));";
}
