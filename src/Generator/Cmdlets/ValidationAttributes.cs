using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.Generator;

/// <summary>
/// PowerShell's validation attributes for those of System.ComponentModel.DataAnnotations, so that a value is refused
/// before a command begins, and completed. Those that PowerShell has nothing for are checked when the record is made.
/// </summary>
internal static class ValidationAttributes
{
    private const string Namespace = "System.ComponentModel.DataAnnotations";
    private const string Management = "global::System.Management.Automation";

    /// <summary>What a mandatory parameter takes that PowerShell would refuse: text and collections may be empty, unless the record says otherwise.</summary>
    /// <param name="symbols">The member, and the constructor's parameter that sets it.</param>
    /// <param name="parameter">The parameter.</param>
    public static IEnumerable<string> PermissionsOf(IEnumerable<ISymbol> symbols, CmdletParameter parameter) =>
        !parameter.IsMandatory || Stated(symbols).Any(static each => each.AttributeClass!.Name == "RequiredAttribute") ? []
        : IsText(parameter) ? [$"{Management}.AllowEmptyString"]
        : IsCollection(parameter) ? [$"{Management}.AllowEmptyCollection"]
        : [];

    /// <summary>What is refused.</summary>
    /// <param name="symbols">The member, and the constructor's parameter that sets it.</param>
    /// <param name="parameter">The parameter.</param>
    public static IEnumerable<string> Of(IEnumerable<ISymbol> symbols, CmdletParameter parameter)
    {
        // PowerShell refuses null where a parameter is mandatory, also within an array.
        if (!parameter.IsMandatory && parameter.Member.Value is (not NullableValue and { IsReference: true }) or SequenceValue { Item: not NullableValue })
        {
            yield return $"{Management}.ValidateNotNull";
        }

        foreach (AttributeData attribute in Stated(symbols))
        {
            if (Translate(attribute, IsText(parameter), IsCollection(parameter)) is { } translated)
            {
                yield return $"{Management}.{translated}";
            }
        }
    }

    private static bool IsText(CmdletParameter parameter) => parameter.Value is ScalarValue { Reader: "String" };

    private static bool IsCollection(CmdletParameter parameter) => parameter.Value is SequenceValue or DictionaryValue;

    private static IEnumerable<AttributeData> Stated(IEnumerable<ISymbol> symbols) =>
        symbols.SelectMany(static symbol => symbol.GetAttributes()).Where(IsValidation);

    private static bool IsValidation(AttributeData attribute) =>
        attribute.AttributeClass?.ContainingNamespace.ToDisplayString() == Namespace;

    private static string? Translate(AttributeData attribute, bool isText, bool isCollection)
    {
        (object? first, object? second) = (KnownAttributes.Argument(attribute), KnownAttributes.Argument(attribute, 1));
        int least = KnownAttributes.Named(attribute, "MinimumLength") as int? ?? 0;
        return (attribute.AttributeClass!.Name, first, second) switch
        {
            ("RangeAttribute", int from, int to) => $"ValidateRange({Number(from)}, {Number(to)})",
            ("RangeAttribute", double from, double to) => $"ValidateRange({Number(from)}, {Number(to)})",
            ("StringLengthAttribute", int most, _) when isText => Length(least, most),
            ("MinLengthAttribute", int fewest, _) => Size(fewest, int.MaxValue),
            ("MaxLengthAttribute", int most, _) => Size(0, most),
            ("LengthAttribute", int fewest, int most) => Size(fewest, most),
            ("RegularExpressionAttribute", string pattern, _) when isText =>
                $"ValidatePattern({SymbolDisplay.FormatLiteral($"^(?:{pattern})\\z", quote: true)}, Options = global::System.Text.RegularExpressions.RegexOptions.None)",
            ("AllowedValuesAttribute", _, _) when isText => Set(attribute),
            _ => null,
        };

        string? Size(int fewest, int most) => isText ? Length(fewest, most)
            : isCollection && most > 0 ? $"ValidateCount({Number(fewest)}, {Number(most)})"
            : null;
    }

    private static string? Length(int least, int most) => most > 0 ? $"ValidateLength({Number(least)}, {Number(most)})" : null;

    private static string? Set(AttributeData attribute)
    {
        ImmutableArray<TypedConstant> values = KnownAttributes.Items(attribute);
        if (values.IsEmpty || values.Any(static value => value.Value is not string))
        {
            return null;
        }

        string names = string.Join(", ", values.Select(static value => SymbolDisplay.FormatLiteral((string)value.Value!, quote: true)));
        return $"ValidateSet({names}, IgnoreCase = false)";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(double number) => number switch
    {
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ => number.ToString("R", CultureInfo.InvariantCulture) + "D",
    };
}
