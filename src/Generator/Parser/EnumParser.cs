using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Parses an enum: its names are known when the code is compiled.</summary>
internal static class EnumParser
{
    public static JsonEnum Parse(ParseContext context, INamedTypeSymbol type, Location origin)
    {
        IFieldSymbol[] fields = [.. type.GetMembers().OfType<IFieldSymbol>().Where(static field => field.HasConstantValue)];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (IFieldSymbol field in fields)
        {
            // Somebody is typing the name: the compiler asks for it.
            context.IsUnresolved |= field.Name.Length == 0;
            CheckName(context, field, type, origin);
            if (!names.Add(JsonName(field)))
            {
                context.Report(
                    Descriptors.JsonNameUsedTwice,
                    ParseContext.LocationOf(field, origin),
                    fields.First(other => JsonName(other) == JsonName(field)).Name,
                    SymbolNames.Display(field),
                    JsonName(field),
                    "[JsonStringEnumMemberName]");
            }
        }

        return new JsonEnum(
            SymbolNames.Id(type),
            SymbolNames.TypeName(type),
            SymbolNames.Display(type),
            SymbolNames.HintName(type),
            new EquatableArray<EnumName>(
            [
                .. fields
                    .GroupBy(static field => field.ConstantValue)
                    .Where(static same => same.Count() == 1)
                    .Select(static same => new EnumName(SymbolNames.Identifier(same.First().Name), JsonName(same.First()))),
            ]));
    }

    private static string JsonName(IFieldSymbol field) =>
        KnownAttributes.Json(field, "StringEnumMemberName") is { } attribute && KnownAttributes.Argument(attribute) is string name
            ? name
            : field.Name;

    private static void CheckName(ParseContext context, IFieldSymbol field, INamedTypeSymbol type, Location origin)
    {
        string name = JsonName(field);
        bool isSet = KnownAttributes.Find(type, "System.FlagsAttribute") is not null;
        string? reason = name.Trim().Length != name.Length || name.Length == 0 ? "a name cannot be empty, or begin or end with white space"
            : isSet && name.Contains(',') ? "a comma divides the names of flags"
            : null;
        if (reason is not null && KnownAttributes.Json(field, "StringEnumMemberName") is { } attribute)
        {
            context.Report(
                Descriptors.UnsupportedAttribute,
                KnownAttributes.LocationOf(attribute, field, origin),
                "JsonStringEnumMemberName",
                SymbolNames.Display(field),
                reason);
        }
    }
}
