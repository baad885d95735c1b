using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Parses the base of a closed hierarchy: an abstract type whose cases are sealed and nested in it.</summary>
internal static class HierarchyParser
{
    private const string DefaultDiscriminator = "kind";

    /// <summary>The discriminator's name, where the type is a case of a hierarchy; otherwise null.</summary>
    public static string? DiscriminatorOfCase(INamedTypeSymbol type) =>
        type.BaseType is { IsAbstract: true } parent && SymbolEqualityComparer.Default.Equals(type.ContainingType, parent)
            ? Discriminator(parent)
            : null;

    /// <summary>Whether a type is written as the base of a hierarchy.</summary>
    public static bool IsHierarchy(INamedTypeSymbol type) => type.IsAbstract;

    public static JsonHierarchy? Parse(ParseContext context, INamedTypeSymbol type, Location origin)
    {
        CheckArguments(context, type, origin);
        CheckListedCases(context, type, origin);
        string discriminator = Discriminator(type);
        var cases = new List<JsonCase>();
        foreach (INamedTypeSymbol nested in type.GetTypeMembers())
        {
            if (!SymbolEqualityComparer.Default.Equals(nested.BaseType, type))
            {
                continue;
            }

            Location location = ParseContext.LocationOf(nested, origin);
            if (!nested.IsSealed)
            {
                context.Report(
                    Descriptors.CaseNotSealedNested, location, SymbolNames.Display(nested), SymbolNames.Display(type), "sealed");
                continue;
            }

            if (!ObjectRules.IsAccessible(nested, context.Compilation) || ObjectRules.IsGeneric(nested))
            {
                context.Report(
                    Descriptors.CannotBeStored, location, SymbolNames.Display(nested), "a case must be internal or public, and not generic");
                continue;
            }

            AddCase(context, cases, Case(type, nested), discriminator, nested, location);
        }

        if (cases.Count == 0 && context.Diagnostics.Count == 0)
        {
            context.Report(
                Descriptors.CannotBeStored,
                ParseContext.LocationOf(type, origin),
                SymbolNames.Display(type),
                "it is abstract and has no sealed case nested in it");
        }

        return new JsonHierarchy(
            SymbolNames.Id(type),
            SymbolNames.TypeName(type),
            SymbolNames.Display(type),
            SymbolNames.HintName(type),
            discriminator,
            new EquatableArray<JsonCase>([.. cases]));
    }

    private static void AddCase(
        ParseContext context, List<JsonCase> cases, JsonCase added, string discriminator, INamedTypeSymbol symbol, Location location)
    {
        foreach (JsonCase other in cases)
        {
            if (other.Discriminator == added.Discriminator && other.IsNumber == added.IsNumber)
            {
                context.Report(
                    Descriptors.JsonNameUsedTwice,
                    location,
                    other.TypeName.Replace("global::", ""),
                    SymbolNames.Display(symbol),
                    $"{discriminator}: {added.Discriminator}",
                    "[JsonDerivedType]");
            }
        }

        cases.Add(added);
        context.Discover(symbol, location);
    }

    private static JsonCase Case(INamedTypeSymbol parent, INamedTypeSymbol nested)
    {
        object? given = ListedCases(parent)
            .Where(attribute => SymbolEqualityComparer.Default.Equals(KnownAttributes.Argument(attribute) as ITypeSymbol, nested))
            .Select(static attribute => KnownAttributes.Argument(attribute, 1))
            .FirstOrDefault();
        string discriminator = given switch
        {
            string name => name,
            int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => CamelCase.Convert(nested.Name),
        };
        return new JsonCase(SymbolNames.Id(nested), SymbolNames.TypeName(nested), discriminator, given is int);
    }

    private static void CheckListedCases(ParseContext context, INamedTypeSymbol type, Location origin)
    {
        foreach (AttributeData attribute in ListedCases(type))
        {
            if (KnownAttributes.Argument(attribute) is INamedTypeSymbol listed
                && !SymbolEqualityComparer.Default.Equals(listed.ContainingType, type))
            {
                context.Report(
                    Descriptors.CaseNotSealedNested,
                    KnownAttributes.LocationOf(attribute, type, origin),
                    SymbolNames.Display(listed),
                    SymbolNames.Display(type),
                    "nested in it");
            }
        }
    }

    private static void CheckArguments(ParseContext context, INamedTypeSymbol type, Location origin)
    {
        if (KnownAttributes.Json(type, "Polymorphic") is not { } attribute)
        {
            return;
        }

        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            bool asksForMore = argument.Value.Value is not (0 or false);
            if (argument.Key != "TypeDiscriminatorPropertyName" && asksForMore)
            {
                context.Report(
                    Descriptors.UnsupportedAttribute,
                    KnownAttributes.LocationOf(attribute, type, origin),
                    $"JsonPolymorphic({argument.Key})",
                    SymbolNames.Display(type),
                    "an unknown case is always an error");
            }
        }
    }

    private static string Discriminator(INamedTypeSymbol type) =>
        KnownAttributes.Json(type, "Polymorphic") is { } attribute
        && KnownAttributes.Named(attribute, "TypeDiscriminatorPropertyName") is string name
            ? name
            : DefaultDiscriminator;

    private static IEnumerable<AttributeData> ListedCases(INamedTypeSymbol type) => type.GetAttributes()
        .Where(static attribute => attribute.AttributeClass is { Name: "JsonDerivedTypeAttribute" } name && KnownAttributes.IsJson(name));
}
