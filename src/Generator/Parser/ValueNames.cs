namespace Ledgerline.Generator;

/// <summary>Names collections after what they hold, so that the methods that read and write them have names.</summary>
internal static class ValueNames
{
    public static string Of(string collection, JsonValue item) => $"{collection}Of{Name(item)}";

    /// <summary>The name of a dictionary says what its keys are, unless they are strings.</summary>
    public static string Of(string collection, JsonValue key, JsonValue item) =>
        key is ScalarValue { Reader: "String" } ? Of(collection, item) : $"{collection}Of{Name(key)}To{Name(item)}";

    private static string Name(JsonValue value) => value switch
    {
        ScalarValue { Forms: { } forms } scalar when forms != NumberForms.Strict => scalar.Reader + "Text",
        ScalarValue scalar => scalar.Reader,
        EnumValue { Number: not null } number => Last(number.Id) + "Number",
        EnumValue named => Last(named.Id),
        ObjectValue named => Last(named.Id),
        SequenceValue sequence => sequence.Id,
        DictionaryValue dictionary => dictionary.Id,
        NullableValue nullable => "Nullable" + Name(nullable.Inner),
        ConverterValue converter => converter.Id,
        _ => value.TypeName.Substring(value.TypeName.LastIndexOfAny(['.', ':']) + 1),
    };

    /// <summary>The type's own name of an identifier, whose single underscores divide it.</summary>
    private static string Last(string id) => id.Contains("_Of") ? id : id.Substring(id.LastIndexOf('_') + 1);
}
