namespace Ledgerline.Generator;

/// <summary>Names forms, so that the methods of a file that read and write them have names.</summary>
internal static class ValueNames
{
    public static string Name(JsonValue value) => value switch
    {
        ScalarValue scalar => scalar.Reader,
        EnumValue or ElementValue => Identifier(value.TypeName),
        ObjectValue named => named.Id,
        SequenceValue sequence => sequence.Id,
        DictionaryValue dictionary => dictionary.Id,
        ConverterValue converter => converter.Id + "Value",
        NullableValue nullable => "Nullable" + Name(nullable.Inner),
        _ => throw new InvalidOperationException(value.GetType().Name),
    };

    private static string Identifier(string typeName) =>
        typeName.Replace("global::", "").Replace("_", "__").Replace('.', '_').Replace("@", "");
}
