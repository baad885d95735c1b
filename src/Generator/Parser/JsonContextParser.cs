using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>One's own System.Text.Json context that an annotation names.</summary>
internal static class JsonContextParser
{
    private const string Base = "System.Text.Json.Serialization.JsonSerializerContext";

    /// <returns>Whether the annotation names one; then nothing of the type is stored by generated code.</returns>
    public static bool TryParse(ParseContext context, INamedTypeSymbol type, AttributeData attribute, out string? name)
    {
        name = null;
        if (KnownAttributes.Named(attribute, "JsonContext") is not ITypeSymbol given)
        {
            return false;
        }

        if (given.TypeKind == TypeKind.Error)
        {
            context.IsUnresolved = true;
            return true;
        }

        string? fault = given is not INamedTypeSymbol own || !HierarchyCases.Bases(own).Any(static each => each.ToDisplayString() == Base)
                ? "it is not a JsonSerializerContext"
            : own.IsAbstract ? "it is abstract"
            : ObjectRules.IsGeneric(own) ? "it is generic"
            : !ObjectRules.IsAccessible(own, context.Compilation) ? "generated code cannot reach it; make it internal or public"
            : !HasDefault(own, context.Compilation) ? "it has no static property Default; make it partial and give it [JsonSerializable]"
            : null;
        foreach (HierarchyCase unknown in HierarchyCases.Of(type).Where(static each => UnknownCaseParser.IsUnknown(each.Type)))
        {
            context.Report(
                Descriptors.InvalidUnknownCase,
                ParseContext.LocationOf(unknown.Type, Location.None),
                SymbolNames.Display(unknown.Type),
                $"'{SymbolNames.Display(given)}' stores its hierarchy and knows no [UnknownCase]");
        }

        if (fault is not null)
        {
            context.Report(
                Descriptors.InvalidJsonContext,
                KnownAttributes.LocationOf(attribute, "JsonContext", type),
                SymbolNames.Display(given),
                SymbolNames.Display(type),
                fault);
        }

        name = SymbolNames.TypeName(given);
        return true;
    }

    /// <summary>Whether there is a Default, or System.Text.Json's generator, whose output cannot be seen here, will emit one.</summary>
    private static bool HasDefault(INamedTypeSymbol own, Compilation compilation)
    {
        bool isDeclared = own.GetMembers("Default").Any(member =>
            member is { IsStatic: true } and (IPropertySymbol { GetMethod: not null } or IFieldSymbol)
            && compilation.IsSymbolAccessibleWithin(member, compilation.Assembly));
        return isDeclared
            || (SymbolEqualityComparer.Default.Equals(own.ContainingAssembly, compilation.Assembly)
                && KnownAttributes.Json(own, "Serializable") is not null
                && PartialTypes.IsPartial(own, default));
    }
}
