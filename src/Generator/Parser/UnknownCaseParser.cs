using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Parses a case that keeps the JSON of cases that are not known.</summary>
internal static class UnknownCaseParser
{
    public static bool IsUnknown(INamedTypeSymbol type) => KnownAttributes.Find(type, KnownAttributes.UnknownCase) is not null;

    /// <returns>Null after a problem, which is reported.</returns>
    public static JsonUnknownCase? Parse(ParseContext context, HierarchyCase unknown, Location location)
    {
        INamedTypeSymbol type = unknown.Type;
        IMethodSymbol? constructor = type.InstanceConstructors.FirstOrDefault(each =>
            each.Parameters.Length == 1
            && Reader(each.Parameters[0].Type) is not null
            && context.Compilation.IsSymbolAccessibleWithin(each, context.Compilation.Assembly));
        IPropertySymbol? member = constructor is null ? null : Member(context, type, constructor.Parameters[0]);
        string? fault = !type.IsSealed ? "it must be sealed"
            : unknown.Discriminator is not null ? "it stands for every name that no other case has; list it without one"
            : type.InstanceConstructors.Any(each => !SymbolEqualityComparer.Default.Equals(each, constructor) && !each.IsImplicitlyDeclared && !ConstructorSelector.IsCopy(each, type))
                || constructor is null ? "it must have one constructor, which takes a JsonElement or a JsonPayload and nothing else"
            : member is null ? $"no property has the value of '{constructor.Parameters[0].Name}', to write it"
            : HasRequired(type, constructor) ? "its required members are not in the JSON; take away 'required'"
            : null;
        if (fault is null)
        {
            return new JsonUnknownCase(
                SymbolNames.TypeName(type), SymbolNames.Identifier(member!.Name), Reader(member.Type)!);
        }

        context.Report(Descriptors.InvalidUnknownCase, location, SymbolNames.Display(type), fault);
        return null;
    }

    private static string? Reader(ITypeSymbol type) => type.ToDisplayString() switch
    {
        "System.Text.Json.JsonElement" => "Element",
        "Ledgerline.JsonPayload" => "Payload",
        _ => null,
    };

    private static IPropertySymbol? Member(ParseContext context, INamedTypeSymbol type, IParameterSymbol parameter) =>
        type.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(property =>
            string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
            && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type)
            && property.GetMethod is { } getter
            && context.Compilation.IsSymbolAccessibleWithin(getter, context.Compilation.Assembly));

    private static bool HasRequired(INamedTypeSymbol type, IMethodSymbol constructor) =>
        KnownAttributes.Find(constructor, "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is null
        && HierarchyCases.Bases(type).Prepend(type).SelectMany(static each => each.GetMembers())
            .Any(static member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });
}
