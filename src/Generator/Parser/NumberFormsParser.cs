using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Reads [JsonNumberHandling].</summary>
internal static class NumberFormsParser
{
    public static NumberForms? Of(ISymbol symbol) =>
        KnownAttributes.Json(symbol, "NumberHandling") is { } attribute && KnownAttributes.Argument(attribute) is int forms
            ? (NumberForms)forms
            : null;

    /// <summary>Reports the attribute on a member that holds no number.</summary>
    public static void Check(ParseContext context, ISymbol member, JsonValue value, Location location)
    {
        if (Of(member) is not (null or NumberForms.Strict) && !HoldsNumbers(value))
        {
            context.Report(
                Descriptors.UnsupportedAttribute,
                KnownAttributes.LocationOf(KnownAttributes.Json(member, "NumberHandling")!, member, location),
                "JsonNumberHandling",
                SymbolNames.Display(member),
                "it is neither a number nor a collection of numbers");
        }
    }

    private static bool HoldsNumbers(JsonValue value) => NotNull(value) switch
    {
        SequenceValue sequence => IsNumber(sequence.Item),
        DictionaryValue dictionary => IsNumber(dictionary.Item),
        var other => IsNumber(other),
    };

    private static bool IsNumber(JsonValue value) => NotNull(value) is ScalarValue { IsNumber: true };

    private static JsonValue NotNull(JsonValue value) => value is NullableValue nullable ? nullable.Inner : value;
}
