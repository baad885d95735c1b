namespace Ledgerline.Generator;

/// <summary>Names collections after what they hold, so that the methods that read and write them have names.</summary>
internal static class ValueNames
{
    public static string Of(string collection, JsonValue item) => $"{collection}Of{Name(item)}";

    private static string Name(JsonValue value) => value switch
    {
        ScalarValue scalar => scalar.Reader,
        SequenceValue sequence => sequence.Id,
        DictionaryValue dictionary => dictionary.Id,
        NullableValue nullable => "Nullable" + Name(nullable.Inner),
        _ => value.TypeName.Substring(value.TypeName.LastIndexOfAny(['.', ':']) + 1).TrimStart('@'),
    };
}
