using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>The limits that an annotation sets to what a log keeps.</summary>
internal static class RetentionParser
{
    private const string Positive = "a limit must be above zero; leave it out to keep everything";

    /// <summary>The C# that makes the policy; null where the annotation has no limit.</summary>
    public static string? Parse(ParseContext context, INamedTypeSymbol type, AttributeData attribute)
    {
        var limits = new List<string>();
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            string? fault = null;
            switch (argument.Key)
            {
                case "MaxEntries" or "MaxBytes":
                    long limit = argument.Value.Value is long number ? number : 0;
                    limits.Add($"{argument.Key} = {limit.ToString(CultureInfo.InvariantCulture)}L");
                    fault = limit > 0 ? null : Positive;
                    break;
                case "MaxAge":
                    fault = TryParseAge(argument.Value.Value as string, out long ticks);
                    limits.Add($"MaxAge = global::System.TimeSpan.FromTicks({ticks.ToString(CultureInfo.InvariantCulture)}L)");
                    break;
                default:
                    continue;
            }

            if (fault is not null)
            {
                context.Report(
                    Descriptors.InvalidRetention,
                    KnownAttributes.LocationOf(attribute, argument.Key, type),
                    argument.Key,
                    argument.Value.Value is string text ? $"\"{text}\"" : argument.Value.Value?.ToString() ?? "null",
                    SymbolNames.Display(type),
                    fault);
            }
        }

        return limits.Count == 0 ? null : $"new global::Ledgerline.LogRetention {{ {string.Join(", ", limits)} }}";
    }

    /// <returns>What is wrong with it; null where nothing is.</returns>
    private static string? TryParseAge(string? text, out long ticks)
    {
        // The format "c" alone takes days without a time too, and more spaces than anybody means.
        bool isAge = TimeSpan.TryParseExact(text, ["d\\.hh\\:mm\\:ss", "hh\\:mm\\:ss", "hh\\:mm\\:ss\\.FFFFFFF", "d\\.hh\\:mm\\:ss\\.FFFFFFF"], CultureInfo.InvariantCulture, out TimeSpan age);
        ticks = age.Ticks;
        return !isAge ? "write it as [days.]hh:mm:ss, such as \"30.00:00:00\" for 30 days"
            : ticks <= 0 ? Positive
            : null;
    }
}
